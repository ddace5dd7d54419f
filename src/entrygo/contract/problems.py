"""The problem catalogue: every error code, its status, title and whether a retry can help. The only such table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One error code of the contract. ``status`` is the usual one; a problem may carry another the contract names."""

    code: str
    status: int
    title: str
    message: str
    is_retryable: bool = False


_ROWS = (
    ProblemType("INVALID_REQUEST", 400, "Invalid request", "Request body must be valid JSON."),
    ProblemType("VALIDATION_ERROR", 400, "Validation failed", "Request validation failed."),
    ProblemType("INVALID_ORDER_REFERENCE", 400, "Unknown order", "One or more orders could not be resolved."),
    ProblemType(
        "INVALID_PRODUCT_REFERENCE", 400, "Unknown product", "One or more products could not be resolved."
    ),
    ProblemType(
        "INVALID_ACCOUNT_SCOPE", 403, "Outside the account", "accountId does not match API key scope."
    ),
    ProblemType("INVALID_API_KEY", 401, "No valid API key", "Invalid API key."),
    ProblemType("INSUFFICIENT_SCOPE", 403, "Scope missing", "The API key lacks the scope this call needs."),
    ProblemType("POLICY_DENIED", 403, "Policy denies", "The policy of the key or account denies this call."),
    ProblemType("NOT_FOUND", 404, "Not found", "Not found."),
    ProblemType("METHOD_NOT_ALLOWED", 405, "Method not allowed", "This path does not answer that method."),
    ProblemType(
        "IDEMPOTENCY_CONFLICT",
        409,
        "Idempotency key reused",
        "Idempotency key was already used with a different payload.",
    ),
    ProblemType(
        "IDEMPOTENCY_IN_PROGRESS",
        409,
        "First call still running",
        "The first call with this idempotency key is still running; retry shortly with the same key.",
        is_retryable=True,
    ),
    ProblemType(
        "INVALID_EXPORT_STATE",
        409,
        "Not possible in this state",
        "Export batch cannot be executed from current state.",
    ),
    ProblemType(
        "PLAN_CHANGED",
        409,
        "Plan changed",
        "The facts changed since this plan was made; plan again by batchId.",
    ),
    ProblemType(
        "PAYLOAD_TOO_LARGE", 413, "Body too large", "Request body is larger than this server accepts."
    ),
    ProblemType(
        "UNSUPPORTED_MEDIA_TYPE", 415, "Unsupported media type", "Send the body as application/json."
    ),
    ProblemType(
        "RATE_LIMITED", 429, "Too many requests", "Rate limit exceeded; slow down.", is_retryable=True
    ),
    ProblemType(
        "INTERNAL_ERROR",
        500,
        "Internal error",
        "Something failed on our side; it is logged under this request id.",
        is_retryable=True,
    ),
    ProblemType(
        "UNAVAILABLE", 503, "Unavailable", "The server cannot take this call now.", is_retryable=True
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
