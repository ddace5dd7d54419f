"""What the API description says in words, and the objects that no model makes."""

from typing import Any

from entrygo.contract.problems import CATALOGUE

Node = dict[str, Any]  # Any: JSON of the description

DESCRIPTION = (
    "sync -> plan -> execute -> inspect. Planning decides, execution has the side effects (once), inspection is the "
    "truth. Branch on the status, then `errorCode`, then `field` and `details`; never on `message`. Unknown request "
    "fields are ignored, unknown query parameters refused; a null optional field equals an absent one. "
    "Every answer carries `X-Request-Id`, the id of the call in the server's log. An example answer of each operation "
    "is at `/docs/api/{operationId}/answer.json`; what each field of an answer means is in `/docs/api/openapi/full`."
)
TAGS = {
    "Products": "The goods, with what customs asks of them: synced from the shop, found again by `externalId`.",
    "Orders": "What was sold to whom, with lines of products. Orders are what a plan takes.",
    "Account": "The seller: importer of record, addresses, policy.",
    "Warehouses": "Where exports leave from.",
    "Brokers": "Who files the entries with customs, and what they charge.",
    "Exports": "A batch of orders on its way: plan, approve, execute, inspect, correct, withdraw.",
    "Events": "What happened, in the order it happened, and what was mailed to warehouses.",
    "Submissions": "Mails to brokers: what became of each, and what waits for a person.",
    "Customs packages": "The papers of an executed export, byte for byte.",
    "Customs": "Customs law without an order.",
    "Test mode": "Mails that a test key's exports would have sent.",
    "System": "Whether a key works, and what it meets.",
    "Screening": "Decisions about parties that resemble an entry of a screening list.",
    "People": "Who works for the account in the console, with which roles, and who is invited.",
    "Keys": "Who calls: API keys of the account, their owners, scopes and limits.",
    "Webhooks": "Addresses of yours that are sent the events, signed.",
}

PROBLEM: Node = {
    "type": "object",
    "title": "Problem",
    "description": "The one error body. Branch on the status, then `errorCode`, then `field` and `details`.",
    "required": ["errorCode", "message", "type", "title", "status", "requestId", "docUrl", "retryable"],
    "properties": {
        "errorCode": {"type": "string", "enum": sorted(CATALOGUE), "description": "Stable; branch on it."},
        "message": {"type": "string", "description": "For people."},
        "field": {"type": "string", "description": "Path of the first fault, dotted: `items.0.externalId`."},
        "details": {
            "type": "object",
            "description": "What the code needs said: `issues`, `foundOrderIds`, `currentState`, hashes, the diff.",
            "additionalProperties": True,
        },
        "type": {"type": "string", "format": "uri-reference", "description": "Page of the code (RFC 9457)."},
        "title": {"type": "string", "description": "The code in words (RFC 9457)."},
        "status": {"type": "integer", "description": "The HTTP status (RFC 9457)."},
        "detail": {"type": "string", "description": "The message again (RFC 9457)."},
        "instance": {"type": "string", "description": "The path called (RFC 9457)."},
        "requestId": {"type": "string", "description": "The id of this call."},
        "docUrl": {"type": "string", "description": "Page of the code."},
        "retryable": {"type": "boolean", "description": "Whether the same call may succeed later."},
    },
}
IDEMPOTENCY_KEY: Node = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "1 to 255 visible ASCII characters. Wins over `idempotencyKey` in the body. The same key with the "
    "same payload answers the first response again, byte for byte, with `Idempotent-Replayed: true`.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "plan-acc-123-001",
}
HEADERS = {
    "X-Request-Id": "The id of this call, in every log line and error of it.",
    "ETag": "Send it as If-None-Match to be answered 304.",
    "Preference-Applied": "`return=minimal` where the answer is the minimal one.",
}

WARNINGS = (
    "What was taken in another way than it may be meant. Fields of the body that nobody reads are told here as "
    "`UNKNOWN_FIELD`; where nothing is told the field may be absent."
)
UNKNOWN_FIELD: Node = {"$ref": "#/components/schemas/UnknownField"}
UNKNOWN_FIELD_MODEL: Node = {
    "type": "object",
    "description": "A field of the body that nobody reads. It was ignored.",
    "required": ["path", "code"],
    "properties": {
        "path": {"type": "string", "description": "Where it stands, dotted: `items.0.hs_code`."},
        "code": {"const": "UNKNOWN_FIELD", "type": "string", "description": "What it is about."},
        "didYouMean": {"type": "string", "description": "The field that was probably meant."},
    },
}
