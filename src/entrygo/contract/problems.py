"""The problem catalogue: every error code, its status, title and whether a retry can help. The only such table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One error code of the contract. ``status`` is the usual one; a problem may carry another the contract names.

    ``when`` and ``remedy`` are the code's documentation: what it says of the call, and what a client does then.
    ``details`` is an example of what a problem of the code may carry.
    """

    code: str
    status: int
    title: str
    message: str
    when: str
    remedy: str
    is_retryable: bool = False
    details: Mapping[str, Any] | None = None  # Any: details differ by code


_ROWS = (
    ProblemType(
        "INVALID_REQUEST",
        400,
        "Invalid request",
        "Request body must be valid JSON.",
        when="The body is not JSON: empty, cut short, or not UTF-8.",
        remedy="Send one JSON document in UTF-8. `details.parseError` says where reading stopped.",
        details={"parseError": "unexpected end of data: line 1 column 14 (char 13)"},
    ),
    ProblemType(
        "VALIDATION_ERROR",
        400,
        "Validation failed",
        "Request validation failed.",
        when="The body or a query parameter does not fit its schema. All faults are told at once.",
        remedy="Mend every issue of `details.issues`; `path` says where, `code` what kind. `field` is the first path. "
        "The same idempotency key may be used again.",
        details={
            "issues": [
                {
                    "path": "orderIds",
                    "message": "Array must contain at least 1 element(s)",
                    "code": "too_small",
                }
            ]
        },
    ),
    ProblemType(
        "INVALID_ORDER_REFERENCE",
        400,
        "Unknown order",
        "One or more orders could not be resolved.",
        when="An order id of a plan does not exist in this account and mode.",
        remedy="Compare `details.requestedOrderIds` with `details.foundOrderIds`; sync the missing orders and take "
        "their `id` from that answer, not their external id.",
        details={"requestedOrderIds": ["ord_123", "ord_missing"], "foundOrderIds": ["ord_123"]},
    ),
    ProblemType(
        "INVALID_PRODUCT_REFERENCE",
        400,
        "Unknown product",
        "One or more products could not be resolved.",
        when="An order line names a product that does not exist in this account and mode. Nothing was stored.",
        remedy="Sync the products of `details.unknownProductIds` first and name them by the `id` that answer gives.",
        details={
            "unknownProductIds": ["prod_missing"],
            "lines": [
                {"path": "items.0.items.0.productId", "productId": "prod_missing", "externalId": "shop-1001"}
            ],
        },
    ),
    ProblemType(
        "INVALID_ACCOUNT_SCOPE",
        403,
        "Outside the account",
        "accountId does not match API key scope.",
        when="With status 403: `accountId` in the body is not the key's account. With status 400: the warehouse or "
        "broker named is not in the account, whether it is another's or does not exist.",
        remedy="Use the key of that account, or a warehouse and broker of the key's own; `GET /api/system/health` "
        "says which account a key belongs to.",
        details={"accountId": "acc_other"},
    ),
    ProblemType(
        "INVALID_API_KEY",
        401,
        "No valid API key",
        "Invalid API key.",
        when="The key is missing, unknown, revoked or expired.",
        remedy="Send `Authorization: Bearer shpbndl_live_...` (or `shpbndl_test_...`) with a key in force. A key "
        "is known to the installation it was made in alone: `entrygo key create` works on `./.entrygo` or "
        "on `ENTRYGO_HOME`.",
    ),
    ProblemType(
        "INSUFFICIENT_SCOPE",
        403,
        "Scope missing",
        "The API key lacks the scope this call needs.",
        when="The key is valid but was made without the scope the call needs.",
        remedy="Use a key that carries `details.requiredScope`; a key's scopes cannot be changed.",
        details={"requiredScope": "execute", "scopes": ["read", "write"]},
    ),
    ProblemType(
        "POLICY_DENIED",
        403,
        "Policy denies",
        "The policy of the key or account denies this call.",
        when="A rule in the policy of the key or of its account forbids this plan, or what would leave by this call.",
        remedy="See `details.policy` for the rule and `details.policyOf` for whose it is. Meet it (for "
        "`requireApproval`, another person approves the plan and its delivery first, by a key of another owner) or ask "
        "whoever keeps the policy.",
        details={"policy": "requireApproval", "policyOf": "account", "planHash": "planhash_abc123"},
    ),
    ProblemType(
        "NOT_FOUND",
        404,
        "Not found",
        "Not found.",
        when="There is no such thing in this account and mode. Another account's answers the same, so nothing is "
        "disclosed.",
        remedy="Check the id, and that the key is of the right account and mode: a test key sees no live rows.",
    ),
    ProblemType(
        "METHOD_NOT_ALLOWED",
        405,
        "Method not allowed",
        "This path does not answer that method.",
        when="The path exists, but not with this HTTP method.",
        remedy="Use a method of the `Allow` header.",
    ),
    ProblemType(
        "IDEMPOTENCY_CONFLICT",
        409,
        "Idempotency key reused",
        "Idempotency key was already used with a different payload.",
        when="An earlier call of the same operation used this idempotency key with another payload.",
        remedy="Take a new key for a new intention; to repeat the earlier call, send its payload unchanged.",
    ),
    ProblemType(
        "IDEMPOTENCY_IN_PROGRESS",
        409,
        "First call still running",
        "The first call with this idempotency key is still running; retry shortly with the same key.",
        when="The first call with this key and payload has not finished, and waiting for it took too long.",
        remedy="Repeat the call unchanged after `Retry-After` seconds with the same key; or inspect the export.",
        is_retryable=True,
        details={"exportId": "batch_123"},
    ),
    ProblemType(
        "INVALID_EXPORT_STATE",
        409,
        "Not possible in this state",
        "Export batch cannot be executed from current state.",
        when="The move is not legal now: the batch was executed or cancelled, its plan is BLOCKED, another batch "
        "exported one of its orders, or its submission is still on its way.",
        remedy="Inspect the export. With `readinessState` BLOCKED mend `validationMessages` and plan again; with "
        "`conflictingOrderIds` plan again by `batchId` to leave those orders out.",
        details={"currentState": "COMPLETED"},
    ),
    ProblemType(
        "RESTORE_UNDECIDED",
        409,
        "Restored and not yet decided",
        "A backup was restored: this export may have left since it was made.",
        when="The installation was restored from a backup, and nobody has decided yet what left between the two. "
        "Executing, correcting or submitting again could send the same papers twice.",
        remedy="Compare with the broker's mail. `POST /api/restore/decide` ends it for the account; `confirm: true` "
        "lets this one call pass.",
        details={"restoredAt": "2026-11-28T12:00:00.000Z", "backupAt": "2026-11-28T02:00:00.000Z"},
    ),
    ProblemType(
        "PLAN_CHANGED",
        409,
        "Plan changed",
        "The facts changed since this plan was made; plan again by batchId.",
        when="Facts the plan was made from changed since, `expectedPlanHash` is not the current hash, or what would "
        "leave and where to is not what was approved or expected. Nothing was done.",
        remedy="Plan again with `batchId`, read the difference in `details` or at `GET /api/exports/{id}/diff`, then "
        "execute. Where `details.delivery` is: compare `expected` with `current`, then approve that or change it back.",
        details={
            "expectedPlanHash": "planhash_abc123",
            "currentPlanHash": "planhash_def456",
            "diff": {"changed": ["Order ord_123 items: changed."]},
        },
    ),
    ProblemType(
        "CHANGED_SINCE",
        409,
        "Changed since",
        "What is to be undone was changed again since.",
        when="A change is to be undone, and a field of it holds another value now. Nothing was done.",
        remedy="Each of `details.fields` names a product and a field: set those by hand, from the change's `before`.",
        details={
            "changeId": "chg_123",
            "fields": [{"productId": "prod_123", "externalId": "hoodie-001", "field": "hsCode"}],
        },
    ),
    ProblemType(
        "REQUEST_TIMEOUT",
        408,
        "Request too slow",
        "The request did not arrive in time.",
        when="The head or the body of the request took too long to arrive; the connection is closed. Nothing was done.",
        remedy="Repeat the call on a new connection; send large bodies in several calls.",
        is_retryable=True,
    ),
    ProblemType(
        "PAYLOAD_TOO_LARGE",
        413,
        "Body too large",
        "Request body is larger than this server accepts.",
        when="The body is over the limit.",
        remedy="Send the rows in several calls; `details.maxBytes` is the limit of one.",
        details={"maxBytes": 8388608},
    ),
    ProblemType(
        "UNSUPPORTED_MEDIA_TYPE",
        415,
        "Unsupported media type",
        "Send the body as application/json.",
        when="The body's media type is not JSON.",
        remedy="Send `Content-Type: application/json`.",
        details={"contentType": "text/plain"},
    ),
    ProblemType(
        "RATE_LIMITED",
        429,
        "Too many requests",
        "Rate limit exceeded; slow down.",
        when="The key is over its rate, or its account has as many calls under way and waiting as one account may; "
        "others are not touched.",
        remedy="Wait `Retry-After` seconds, then go on; the `RateLimit` headers tell what is left.",
        is_retryable=True,
        details={"policy": '"default";q=500;w=10'},
    ),
    ProblemType(
        "INTERNAL_ERROR",
        500,
        "Internal error",
        "Something failed on our side; it is logged under this request id.",
        when="A fault of the server. Whether a write took effect is not known.",
        remedy="Repeat a write with the same idempotency key, or inspect; if it stays, tell the operator the "
        "`requestId`.",
        is_retryable=True,
    ),
    ProblemType(
        "ARTIFACT_DAMAGED",
        503,
        "File damaged",
        "A kept file is damaged: it is neither served nor sent.",
        when="A file of a package is missing, or its bytes are others than were kept. It is never served, zipped or "
        "mailed; the event `package.artifact_damaged` says what became of it.",
        remedy="Repeat after `Retry-After`: it is made again from its plan where that gives the same bytes. Else the "
        "operator copies it back from a backup; `entrygo doctor --all` names it.",
        is_retryable=True,
        details={
            "packageId": "cp_123",
            "filename": "manifest.json",
            "sha256": "0" * 64,
            "fault": "was altered",
        },
    ),
    ProblemType(
        "UNAVAILABLE",
        503,
        "Unavailable",
        "The server cannot take this call now.",
        when="The server cannot reach its database or its files, a disk is full, it has as much work as it can "
        "take, or it is stopping.",
        remedy="Repeat after `Retry-After` seconds with growing pauses, writes with the same idempotency key.",
        is_retryable=True,
    ),
)

CATALOGUE: Mapping[str, ProblemType] = {row.code: row for row in _ROWS}


class Problem(Exception):
    """A call that stops, with a code of the catalogue. Surfaces translate it; nobody else knows HTTP."""

    def __init__(
        self,
        code: str,
        message: str | None = None,
        *,
        field: str | None = None,
        details: Mapping[str, Any] | None = None,  # Any: details differ by code
        status: int | None = None,
        retry_after: int | None = None,
    ) -> None:
        self.type = CATALOGUE[code]
        self.code = code
        self.message = message or self.type.message
        self.field = field
        self.details = dict(details) if details is not None else None
        self.status = status or self.type.status
        self.retry_after = retry_after
        super().__init__(f"{code}: {self.message}")


def not_found(what: str) -> Problem:
    """The 404 of the contract: the same for an absent id and for another tenant's."""
    return Problem("NOT_FOUND", f"{what} not found.")


def outside_account(field: str, identifier: str) -> Problem:
    """A body that names a warehouse or broker the account does not have: 400, whether foreign or unknown."""
    return Problem(
        "INVALID_ACCOUNT_SCOPE",
        f"{field} {identifier} is not in this account.",
        field=field,
        details={field: identifier},
        status=400,
    )
