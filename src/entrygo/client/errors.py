"""What is raised: one type for every refusal, and below it the kinds that callers act on."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import httpx

from .json_text import read

SHOWN = 3
"""So many faults of a call stand in the text of its error; ``details`` has them all."""


class EntryGoError(Exception):
    """An answer that is no success. Branch on the class, or on ``status``, ``error_code``, ``field``, ``details``.

    ``doc_url`` is the page on the error, ``response`` the answer itself.
    """

    def __init__(
        self,
        error_code: str,
        message: str,
        *,
        status: int = 0,
        field: str | None = None,
        details: Mapping[str, Any] | None = None,  # Any: JSON
        request_id: str | None = None,
        doc_url: str | None = None,
        response: httpx.Response | None = None,
    ) -> None:
        self.error_code, self.message, self.status = error_code, message, status
        self.field, self.details, self.request_id = field, dict(details or {}), request_id
        self.doc_url, self.response = doc_url, response
        said = f" (request {request_id})" if request_id else ""
        told = "; ".join(self.faults[:SHOWN])
        more = f"; and {len(self.faults) - SHOWN} more" if len(self.faults) > SHOWN else ""
        super().__init__(f"{error_code}: {message}{' ' if told else ''}{told}{more}{said}")

    @property
    def faults(self) -> list[str]:
        """Each fault of a call that is not well formed, after the field it is about."""
        found = self.details.get("issues")
        issues = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
        return [f"{each.get('path') or 'body'}: {each.get('message')}" for each in issues]


class NoAnswer(EntryGoError):
    """No answer came: the call may or may not have had its effect. Repeat it under the same key, or inspect."""


class InvalidRequest(EntryGoError):
    """400, 413, 415, 422: the call is not well formed; ``details["issues"]`` names each field."""


class AuthenticationError(EntryGoError):
    """401: the key is unknown, revoked or expired."""


class PermissionDenied(EntryGoError):
    """403: the key may not do this."""


class PolicyDenied(PermissionDenied):
    """A policy of the account or of the key forbids it, or wants another person's approval."""


class NotFound(EntryGoError):
    """404: there is no such thing in the key's account and mode."""


class Conflict(EntryGoError):
    """409: what is asked does not fit the state of things."""


class PlanChanged(Conflict):
    """The plan, or where its papers go, is another one than was decided on: look at it again."""


class IdempotencyConflict(Conflict):
    """The key was used for another request."""


class RateLimited(EntryGoError):
    """429, after the retries: slow down."""


class ServerError(EntryGoError):
    """5xx, after the retries: the fault is the server's."""


BY_CODE: Mapping[str, type[EntryGoError]] = {
    "POLICY_DENIED": PolicyDenied,
    "PLAN_CHANGED": PlanChanged,
    "IDEMPOTENCY_CONFLICT": IdempotencyConflict,
}
BY_STATUS: Mapping[int, type[EntryGoError]] = {
    400: InvalidRequest,
    401: AuthenticationError,
    403: PermissionDenied,
    404: NotFound,
    409: Conflict,
    413: InvalidRequest,
    415: InvalidRequest,
    422: InvalidRequest,
    429: RateLimited,
}


def failure(response: httpx.Response, url: str) -> EntryGoError:
    """The error that an answer is; an answer that is no problem of this API is ``UNEXPECTED_ANSWER``."""
    body = problem_of(response)
    code = str(body.get("errorCode", "UNEXPECTED_ANSWER"))
    status = response.status_code
    kind = BY_CODE.get(code) or BY_STATUS.get(status) or (ServerError if status >= 500 else EntryGoError)
    page = body.get("docUrl")
    return kind(
        code,
        str(body.get("message", f"The server answered {status}.")),
        status=status,
        field=body.get("field"),
        details=body.get("details"),
        request_id=body.get("requestId") or response.headers.get("x-request-id"),
        doc_url=urljoin(f"{url}/", page) if page else None,
        response=response,
    )


def problem_of(response: httpx.Response) -> Mapping[str, Any]:  # Any: JSON
    """The JSON object of a refusal; empty where a proxy or another server answered."""
    if not response.headers.get("content-type", "").partition(";")[0].strip().endswith("json"):
        return {}
    try:
        body = read(response.content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def no_answer(error: httpx.TransportError, url: str) -> NoAnswer:
    """What is raised where no answer came."""
    return NoAnswer("NO_ANSWER", f"No answer from {url}: {error or type(error).__name__}")
