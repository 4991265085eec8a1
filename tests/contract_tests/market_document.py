"""The document of a small market, in OpenAPI 3.1: customers, products and orders."""

from typing import Any

NAMES = ("sort", "order")


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def answer(schema: dict[str, Any], **headers: Any) -> dict[str, Any]:
    told = {name.replace("_", "-"): {"required": True, "schema": s} for name, s in headers.items()}
    content = {"application/json": {"schema": schema}}
    return {"description": "answer", "headers": told, "content": content}


def page_of(name: str) -> dict[str, Any]:
    properties = {
        "data": {"type": "array", "items": ref(name)},
        "meta": {
            "type": "object",
            "required": ["total", "limit", "offset"],
            "properties": {key: {"type": "integer"} for key in ("total", "limit", "offset")},
        },
    }
    return {"type": "object", "required": ["data", "meta"], "properties": properties}


def query(name: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema}


REFUSALS = {
    code: answer(ref("Error")) for code in ("400", "401", "403", "404", "409", "415", "422")
}
LIMITS = {"X_RateLimit_Limit": {"type": "integer"}, "X_RateLimit_Remaining": {"type": "integer"}}
PAGE = [
    query("limit", type="integer", minimum=1, maximum=50, default=10),
    query("offset", type="integer", minimum=0, maximum=100000, default=0),
]
KEY = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 64}}
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "maxLength": 40}}
TEXT = {"type": "string", "minLength": 2, "maxLength": 40}
STAMPS = {name: {"type": "string", "format": "date-time"} for name in ("created_at", "updated_at")}

ADDRESS = {
    "type": "object",
    "additionalProperties": False,
    "required": ["city", "country"],
    "properties": {
        "city": TEXT,
        "country": {"enum": ["SA", "AE", "KW"], "type": "string"},
        "zip": {"type": ["string", "null"], "pattern": "^[0-9]{5}$"},
    },
}
CUSTOMER = {
    "name": TEXT,
    "email": {"type": "string", "format": "email", "maxLength": 80},
    "age": {"type": ["integer", "null"], "minimum": 18, "maximum": 120},
    "level": {"type": "string", "enum": ["bronze", "silver", "gold"], "default": "bronze"},
    "newsletter": {"type": "boolean", "default": False},
    "address": ref("Address"),
}
PRODUCT = {
    "name": TEXT,
    "sku": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{4,8}$"},
    "price": {"type": "number", "minimum": 0, "maximum": 100000},
    "stock": {"type": "integer", "minimum": 0, "maximum": 100000, "default": 0},
    "note": {"type": ["string", "null"], "maxLength": 200},
    "tags": {"type": "array", "maxItems": 5, "items": {"type": "string", "maxLength": 20}},
}
LINE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["product_id", "quantity"],
    "properties": {
        "product_id": {"type": "string", "maxLength": 40},
        "quantity": {"type": "integer", "minimum": 1, "maximum": 99},
    },
}
NEW_ORDER = {
    "customer_id": {"type": "string", "maxLength": 40},
    "lines": {"type": "array", "minItems": 1, "maxItems": 9, "items": ref("NewLine")},
    "comment": {"type": ["string", "null"], "maxLength": 100},
}
MONEY = {name: {"type": "number"} for name in ("subtotal", "discount", "tax", "total")}
ORDER = {
    "id": {"type": "string"},
    "customer_id": {"type": "string"},
    "status": {"type": "string", "enum": ["open", "paid"]},
    "comment": {"type": ["string", "null"]},
    "currency": {"type": "string", "enum": ["SAR"]},
    "lines": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["product_id", "quantity", "price"],
            "properties": {**LINE["properties"], "price": {"type": "number"}},  # type: ignore[dict-item]
        },
    },
    **MONEY,
    **STAMPS,
}


def closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def shown(properties: dict[str, Any]) -> dict[str, Any]:
    own = {"id": {"type": "string"}, **properties, **STAMPS}
    return {"type": "object", "required": list(own), "properties": own}


SCHEMAS = {
    "Address": ADDRESS,
    "NewLine": LINE,
    "NewCustomer": closed(CUSTOMER, ["name", "email"]),
    "CustomerChange": {**closed(CUSTOMER, []), "minProperties": 1},
    "Customer": shown({**CUSTOMER, "address": {"anyOf": [ref("Address"), {"type": "null"}]}}),
    "NewProduct": closed(PRODUCT, ["name", "sku", "price"]),
    "Product": shown(PRODUCT),
    "NewOrder": closed(NEW_ORDER, ["customer_id", "lines"]),
    "Order": {"type": "object", "required": list(ORDER), "properties": ORDER},
    "Error": {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
            }
        },
    },
}
EXAMPLES = {
    "NewCustomer": {"name": "Sara", "email": "sara@example.com", "age": 31, "level": "gold"},
    "CustomerChange": {"name": "Huda", "level": "silver"},
    "NewProduct": {"name": "Dates", "sku": "DT-1001", "price": 19.5, "stock": 4},
    "NewOrder": {"customer_id": "cus_1", "lines": [{"product_id": "pro_1", "quantity": 2}]},
}


def body(name: str) -> dict[str, Any]:
    content = {"schema": ref(name), "example": EXAMPLES[name]}
    return {"required": True, "content": {"application/json": content}}


def operation(name: str, scope: str, success: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "operationId": name,
        "security": [{"bearer": [scope]}],
        "responses": {**success, **REFUSALS},
        **more,
    }


def paths_of(one: str, many: str, filters: list[dict[str, Any]]) -> dict[str, Any]:
    reads, writes = f"{many}.read", f"{many}.write"
    made = {"201": answer(ref(one), Location={"type": "string"}, **LIMITS)}
    got = {"200": answer(ref(one), ETag={"type": "string"}, **LIMITS), "304": {"description": "-"}}
    post = operation(f"create{one}", writes, made, requestBody=body(f"New{one}"), parameters=[KEY])
    listed = {"200": answer(page_of(one), **LIMITS)}
    return {
        f"/{many}": {
            "get": operation(f"list{one}s", reads, listed, parameters=[*PAGE, *filters]),
            "post": post,
        },
        f"/{many}/{{id}}": {
            "parameters": [ID],
            "get": operation(f"get{one}", reads, got),
            "delete": operation(f"delete{one}", writes, {"204": {"description": "gone"}}),
        },
    }


def document() -> dict[str, Any]:
    sort = [
        query("sort", type="string", enum=["name", "-name", "created_at", "-created_at"]),
    ]
    customers = [query("level", **CUSTOMER["level"]), *sort, query("q", type="string", minLength=1)]
    products = [
        query("min_price", type="number", minimum=0),
        query("max_price", type="number", minimum=0),
        query("sort_by", type="string", enum=["name", "price"]),
        query("order", type="string", enum=["asc", "desc"]),
    ]
    orders = [query("customer_id", type="string"), query("status", **ORDER["status"])]
    paths = {
        **paths_of("Customer", "customers", customers),
        **paths_of("Product", "products", products),
        **paths_of("Order", "orders", orders),
    }
    ok = {"200": answer(ref("Customer"))}
    paths["/customers/{id}"]["patch"] = operation(
        "updateCustomer", "customers.write", ok, requestBody=body("CustomerChange")
    )
    ok = {"200": answer(ref("Product"))}
    paths["/products/{id}"]["put"] = operation(
        "replaceProduct", "products.write", ok, requestBody=body("NewProduct")
    )
    bearer = {"type": "oauth2", "flows": {}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Market", "version": "1"},
        "servers": [{"url": "/v1"}],
        "paths": paths,
        "components": {"securitySchemes": {"bearer": bearer}, "schemas": SCHEMAS},
    }
