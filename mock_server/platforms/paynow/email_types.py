"""The types of e-mails that PayNow sends for a store, and what is sent without a template."""

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .refusals import refused
from .stores import check_store

TYPES = (
    "layout",
    "password_reset",
    "email_verification",
    "email_change",
    "email_changed_notification",
    "forgot_password",
    "logged_in_new_location",
    "welcome_login",
    "order_completed",
    "refund_initiated",
    "subscription_canceled",
    "subscription_renewal_failed",
    "subscription_price_changed",
    "subscription_change_verification_code",
    "subscription_renewal_upcoming",
    "subscription_manage_login",
    "subscription_manage_no_history",
    "payout_created",
    "payout_completed",
    "store_invite",
    "store_lock_changed",
    "abandoned_checkout_recovery_attempt",
    "purchase_follow_up_attempt",
    "downloadable_file_granted",
    "discord_invite_link",
    "gift_card_created",
    "trial_ending_soon",
    "invoice_generated",
    "payment_method_type_approval",
    "store_trust_event",
    "data_subject_request_export_completed",
)

_COMPONENTS = [
    {"tag": "button", "content": '<a href="{{ url }}">{{ text }}</a>'},
    {"tag": "line", "content": "<hr>"},
]

operations = Operations()


def label(kind: str) -> str:
    """A type in words: `Order completed`."""
    return kind.replace("_", " ").capitalize()


def check_type(kind: str) -> str:
    """The type.

    Raises:
        Invalid: it is the name for none.
    """
    if kind not in TYPES:
        raise refused("email_template_type", "enum", "Say which type of e-mail it is.")
    return kind


@operations.handles("listEmailDefinitions")
def list_definitions(request: Request, shop: Shop) -> list[Record]:
    check_store(request, shop)
    examples = {"store_name": shop.facts.store.name.en, "customer_name": "Sara Al-Harbi"}
    return [
        {
            "email_template_type": kind,
            "display_name": label(kind),
            "components": _COMPONENTS,
            "example_variables": examples,
            "default_content": f"<h1>{label(kind)}</h1><p>{{{{ store_name }}}}</p>",
        }
        for kind in TYPES
    ]
