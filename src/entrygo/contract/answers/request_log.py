"""Calls of the API as their log answers them."""

from entrygo.contract.answers.catalogue import HAS_MORE, NEXT_CURSOR
from entrygo.contract.answers.fields import Answer, CamelAnswer, Instant
from entrygo.contract.described import required


class RequestAnswer(CamelAnswer):
    """One call by a key."""

    id: str = required("The request's id.", "req_123")
    created_at: Instant = required("When it was answered.")
    key_id: str = required("The key that called.", "key_123")
    operation: str = required("The operation.", "exports.plan")
    method: str = required("HTTP method.", "POST")
    path: str = required("Path, without its query.", "/api/exports/plan")
    status: int = required("HTTP status; 499: the caller left.", 201)
    error_code: str | None = required("The refusal's code, or null.")
    milliseconds: int = required("How long it took.", 12)


class RequestPage(Answer):
    """A page of calls, newest first."""

    data: list[RequestAnswer] = required("The calls.")
    has_more: bool = required(HAS_MORE)
    next_cursor: str | None = required(NEXT_CURSOR)
