"""Every event that PayNow announces: its name in a delivery, at a webhook, and what it is about."""

from collections.abc import Mapping

from mock_server.engine.text import Text
from mock_server.webhooks import Kind

ORDER_COMPLETED = "ON_ORDER_COMPLETED"
PAYMENT_COMPLETED = "ON_PAYMENT_COMPLETED"
REFUND = "ON_REFUND"
NOTHING = "OnIgnore"
"""What a webhook may be subscribed to that never happens."""

_SUBSCRIBED: Mapping[str, str] = {
    ORDER_COMPLETED: "OnOrderCompleted",
    REFUND: "OnRefund",
    "ON_CHARGEBACK": "OnChargeback",
    "ON_DELIVERY_ITEM_ADDED": "OnDeliveryItemAdded",
    "ON_DELIVERY_ITEM_ACTIVATED": "OnDeliveryItemActivated",
    "ON_DELIVERY_ITEM_USED": "OnDeliveryItemUsed",
    "ON_DELIVERY_ITEM_REVOKED": "OnDeliveryItemRevoked",
    "ON_SUBSCRIPTION_ACTIVATED": "OnSubscriptionActivated",
    "ON_SUBSCRIPTION_RENEWED": "OnSubscriptionRenewed",
    "ON_SUBSCRIPTION_CANCELED": "OnSubscriptionCanceled",
    "ON_DISCORD_ACCOUNT_LINKED_TO_CHECKOUT": "OnDiscordOrderActionsQueued",
    "ON_CONNECTED_USER_REGISTERED": "OnConnectedUserRegistered",
    "ON_CONNECTED_USER_BECAME_PAYABLE": "OnConnectedUserBecamePayable",
    "ON_CONNECTED_USER_PAYOUT_CREATED": "OnConnectedUserPayoutCreated",
    "ON_CONNECTED_USER_PAYOUT_COMPLETED": "OnConnectedUserPayoutCompleted",
    "ON_CONNECTED_USER_TRANSACTION_INSERTED": "OnConnectedUserTransactionInserted",
    "ON_CONNECTED_USER_BECAME_UNPAYABLE": "OnConnectedUserBecameUnpayable",
    "ON_TRIAL_ACTIVATED": "OnTrialActivated",
    "ON_TRIAL_COMPLETED": "OnTrialCompleted",
    "ON_TRIAL_CANCELED": "OnTrialCanceled",
    "ON_PURCHASE_FOLLOW_UP_ATTEMPT_EMAIL_SENT": "OnPurchaseFollowUpAttemptEmailSent",
    "ON_PURCHASE_FOLLOW_UP_ATTEMPT_SUCCEEDED": "OnPurchaseFollowUpAttemptSucceeded",
    "ON_ABANDONED_CHECKOUT_RECOVERY_ATTEMPT_EMAIL_SENT": (
        "OnAbandonedCheckoutRecoveryAttemptEmailSent"
    ),
    "ON_ABANDONED_CHECKOUT_RECOVERY_ATTEMPT_SUCCEEDED": (
        "OnAbandonedCheckoutRecoveryAttemptSucceeded"
    ),
    "ON_CHARGEBACK_CLOSED": "OnChargebackClosed",
    "ON_DELIVERY_ITEM_EXPIRED": "OnDeliveryItemExpired",
    "ON_DELIVERY_ITEM_RENEWED": "OnDeliveryItemRenewed",
    "ON_CONNECTED_USER_TRUST_STATUS_CHANGED": "OnConnectedUserTrustStatusChanged",
    PAYMENT_COMPLETED: "OnPaymentCompleted",
    "ON_PAYMENT_FAILED": "OnPaymentFailed",
}

_ABOUT: Mapping[str, str] = {
    ORDER_COMPLETED: "order",
    PAYMENT_COMPLETED: "order",
    REFUND: "refund",
    "ON_PURCHASE_FOLLOW_UP_ATTEMPT_EMAIL_SENT": "order",
    "ON_PURCHASE_FOLLOW_UP_ATTEMPT_SUCCEEDED": "order",
    "ON_ABANDONED_CHECKOUT_RECOVERY_ATTEMPT_EMAIL_SENT": "checkout",
    "ON_ABANDONED_CHECKOUT_RECOVERY_ATTEMPT_SUCCEEDED": "checkout",
}
"""What happens here; the others can be triggered by hand."""

_EVENTS = {subscribed: name for name, subscribed in _SUBSCRIBED.items()}

SUBSCRIBABLE = (NOTHING, *_EVENTS)
"""What a webhook can be subscribed to, which is all there is; the document names the same."""


def subscribed_name(event: str) -> str:
    """The name of an event at a webhook: `OnOrderCompleted`."""
    return _SUBSCRIBED[event]


def event_of(subscribed: str) -> str | None:
    """The event that a webhook hears of; None for the one that never happens."""
    return _EVENTS.get(subscribed)


def label(event: str) -> str:
    """The event in words: `Order completed`."""
    return event.removeprefix("ON_").replace("_", " ").capitalize()


NAMES: Mapping[str, Kind] = {
    name: Kind(Text(label(name), label(name)), _ABOUT.get(name)) for name in _SUBSCRIBED
}
"""PayNow speaks English only."""
