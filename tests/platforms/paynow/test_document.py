"""The document against the operations of PayNow's file that the sandbox is to have."""

from mock_server.spec.contract import Operation
from tests.helpers import part

CORE = [
    ("POST", "/stores/{storeId}/checkouts"),
    ("POST", "/stores/{storeId}/coupons"),
    ("GET", "/stores/{storeId}/coupons"),
    ("GET", "/stores/{storeId}/coupons/{couponId}"),
    ("PATCH", "/stores/{storeId}/coupons/{couponId}"),
    ("DELETE", "/stores/{storeId}/coupons/{couponId}"),
    ("GET", "/stores/{storeId}/customers"),
    ("POST", "/stores/{storeId}/customers"),
    ("GET", "/stores/{storeId}/customers/{customerId}"),
    ("PATCH", "/stores/{storeId}/customers/{customerId}"),
    ("POST", "/stores/{storeId}/customers/{customerId}/tokens"),
    ("DELETE", "/stores/{storeId}/customers/{customerId}/tokens"),
    ("GET", "/stores/{storeId}/customers/lookup"),
    ("POST", "/stores/{storeId}/customers/bulk"),
    ("GET", "/stores/{storeId}/marketing/email/templates"),
    ("POST", "/stores/{storeId}/marketing/email/templates"),
    ("GET", "/stores/{storeId}/marketing/email/templates/{templateId}"),
    ("PATCH", "/stores/{storeId}/marketing/email/templates/{templateId}"),
    ("DELETE", "/stores/{storeId}/marketing/email/templates/{templateId}"),
    ("POST", "/stores/{storeId}/marketing/email/templates/{templateId}/activate"),
    ("POST", "/stores/{storeId}/marketing/email/templates/{templateId}/deactivate"),
    ("POST", "/stores/{storeId}/marketing/email/templates/deactivate"),
    ("POST", "/stores/{storeId}/marketing/email/templates/{templateId}/test-email"),
    ("POST", "/stores/{storeId}/marketing/email/templates/test-email"),
    ("GET", "/stores/{storeId}/marketing/email/template-definitions"),
    ("GET", "/stores/{storeId}/marketing/email/branding"),
    ("PATCH", "/stores/{storeId}/marketing/email/branding"),
    ("GET", "/stores/{storeId}/marketing/email/branding/image-upload-url"),
    ("POST", "/stores/{storeId}/marketing/email/branding/image-upload-finish"),
    ("GET", "/stores/{storeId}/marketing/email/deliveries"),
    ("GET", "/stores/{storeId}/marketing/email/deliveries/{emailDeliveryId}"),
    ("GET", "/stores/{storeId}/marketing/abandoned-checkouts/configuration"),
    ("PUT", "/stores/{storeId}/marketing/abandoned-checkouts/configuration"),
    ("GET", "/stores/{storeId}/marketing/purchase-follow-ups/configuration"),
    ("PUT", "/stores/{storeId}/marketing/purchase-follow-ups/configuration"),
    ("GET", "/stores/{storeId}/orders"),
    ("GET", "/stores/{storeId}/orders/{orderId}"),
    ("POST", "/stores/{storeId}/orders/{orderId}/refund"),
    ("GET", "/stores/{storeId}/products"),
    ("POST", "/stores/{storeId}/products"),
    ("GET", "/stores/{storeId}/products/{productId}"),
    ("PATCH", "/stores/{storeId}/products/{productId}"),
    ("DELETE", "/stores/{storeId}/products/{productId}"),
    ("POST", "/stores/{storeId}/products/sort-order"),
    ("POST", "/stores"),
    ("GET", "/stores"),
    ("PATCH", "/stores/{storeId}"),
    ("GET", "/stores/{storeId}"),
    ("DELETE", "/stores/{storeId}"),
    ("GET", "/stores/{storeId}/members"),
    ("GET", "/stores/{storeId}/members/{memberId}/permissions"),
    ("DELETE", "/stores/{storeId}/members/{memberId}"),
    ("PATCH", "/stores/{storeId}/members/{memberId}"),
    ("GET", "/stores/{storeId}/tags"),
    ("POST", "/stores/{storeId}/tags"),
    ("GET", "/stores/{storeId}/tags/{tagId}"),
    ("PATCH", "/stores/{storeId}/tags/{tagId}"),
    ("DELETE", "/stores/{storeId}/tags/{tagId}"),
    ("GET", "/stores/{storeId}/tags/{tagId}/image-upload-url"),
    ("POST", "/stores/{storeId}/tags/{tagId}/image-upload-finish"),
    ("DELETE", "/stores/{storeId}/tags/{tagId}/image"),
    ("GET", "/stores/{storeId}/webhooks"),
    ("POST", "/stores/{storeId}/webhooks"),
    ("GET", "/stores/{storeId}/webhooks/variables"),
    ("PATCH", "/stores/{storeId}/webhooks/{webhookId}"),
    ("DELETE", "/stores/{storeId}/webhooks/{webhookId}"),
    ("POST", "/stores/{storeId}/webhooks/resend"),
    ("GET", "/stores/{storeId}/webhooks/{webhookId}/history"),
]
"""Method and path of each, behind `/v1`; its own name for a path parameter is the document's."""

NOT_YET: set[tuple[str, str]] = set()
"""Operations of the list that the document does not have."""


def operations() -> list[Operation]:
    return list(part("paynow").contract.operations)


def test_the_document_has_every_operation_of_the_list_and_no_other() -> None:
    written = {(each.method, each.path) for each in operations()}

    assert set(CORE) - written == NOT_YET
    assert written - set(CORE) == BESIDE


def test_every_operation_answers_from_state() -> None:
    sources = {each.operation.id: each.source for each in part("paynow").bindings}

    assert {name for name, source in sources.items() if source == "example"} == set()


BESIDE: set[tuple[str, str]] = set()
"""Operations of PayNow's beyond the list."""
