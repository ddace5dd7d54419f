"""What an endpoint is: a FastAPI path operation whose route keeps the contract's order of checks.

Its signature says what it takes: the call with its scope (:data:`Read`, :data:`Write` and so on), ids of the
path, a query model, headers, a request model. FastAPI reads the signature for the description; at a call the same
signature is bound by :meth:`ProtocolRoute.answer`, in a thread, once the caller is known.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Header, Path, Response, Security
from fastapi import Request as HttpRequest
from fastapi._compat import ModelField
from fastapi.datastructures import Headers
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from fastapi.utils import create_model_field
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.problems import CATALOGUE
from entrygo.contract.requests.fields import Request
from entrygo.operations.answer import Answer
from entrygo.operations.idempotency import Attempt

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCall:
    """A call whose key, body, account and scope are right: whose it is, and its idempotency key."""

    context: Context
    actor: Actor
    headers: Headers
    body: Any  # Any: the parsed JSON, or None without one
    tried: Attempt


_BEARER = HTTPBearer(
    scheme_name="bearer",
    description="`shpbndl_live_...` or `shpbndl_test_...`; a key belongs to one account and mode.",
)
Read = Annotated[CheckedCall, Security(_BEARER, scopes=["read"])]
Write = Annotated[CheckedCall, Security(_BEARER, scopes=["write"])]
Execute = Annotated[CheckedCall, Security(_BEARER, scopes=["execute"])]
Approve = Annotated[CheckedCall, Security(_BEARER, scopes=["approve"])]
Admin = Annotated[CheckedCall, Security(_BEARER, scopes=["admin"])]
Id = Annotated[
    str, Path(alias="id", description="The id. One of another account answers like one that does not exist.")
]
Prefer = Annotated[
    str | None, Header(alias="Prefer", description="`return=minimal`: ids and warnings alone (RFC 7240).")
]

Responses = dict[int | str, dict[str, Any]]  # Any: responses as FastAPI takes them
Respond = Callable[[HttpRequest, "ProtocolRoute"], Awaitable[Response]]


def fails(*codes: str) -> Responses:
    """The error codes an endpoint has beside those that every endpoint has."""
    responses: Responses = {}
    for code in codes:
        responses.setdefault(CATALOGUE[code].status, {"x-codes": []})["x-codes"].append(code)
    return responses


def sends(media_type: str, *codes: str) -> Responses:
    """The same of an endpoint that answers bytes of a media type."""
    return {200: {"content": {media_type: _BYTES}}} | fails(*codes)


def takes(*media_types: str) -> dict[str, Any]:  # Any: a part of the description
    """The media types whose bytes an endpoint takes in place of JSON: as the base64 of its request's ``raw``.

    The request's other fields stand in the query then.
    """
    return {"requestBody": {"content": dict.fromkeys(media_types, _BYTES)}}


_BYTES = {"schema": {"type": "string", "format": "binary"}}


class ProtocolRoute(APIRoute):
    """A route that leaves the checks of a call, and the call itself, to the application's dispatch.

    FastAPI's own handler reads the body before it asks who calls, and validates on the event loop. It validates
    answers too; ours are written by their models, which are made ready when they are described and not at a start.
    """

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Answer],
        *,
        response_model: Any = None,  # Any: a model, or a union of some
        **options: Any,  # Any: FastAPI's own
    ) -> None:
        super().__init__(path, endpoint, response_model=None, **options)
        self.response_model = response_model
        if self.operation_id is None:
            raise ValueError(f"the endpoint of {path} has no operation_id")
        self.app = self._serve
        self.operation = self.operation_id
        self._fixed_start = path.partition("{")[0]
        summary, *paragraphs = (" ".join(part.split("\n")) for part in self.description.split("\n\n"))
        description = "\n\n".join(paragraphs)
        self.summary, self.description = summary.removesuffix("."), description
        (caller,) = self.dependant.dependencies
        self.scope = "".join(caller.own_oauth_scopes or ())
        self._caller = str(caller.name)
        self.is_write = not WRITES.isdisjoint(self.methods or ())
        self.request_model = None if self.body_field is None else _model(self.body_field)
        self.query_model = next((_model(field) for field in self.dependant.query_params), Request)
        self.query_names = {field.alias or name for name, field in self.query_model.model_fields.items()}
        other = (self.openapi_extra or {}).get("requestBody", {}).get("content", {})
        self.raw_media = frozenset(other)

    def make_ready(self) -> None:
        """Make what FastAPI describes the answer by."""
        if self.response_field is None and self.response_model is not None:
            self.response_field = create_model_field(
                f"Response_{self.unique_id}", self.response_model, mode="serialization"
            )

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a request is for this endpoint. HEAD is answered as GET; the server leaves the body out."""
        if not scope["path"].startswith(self._fixed_start) and not scope["root_path"]:
            return Match.NONE, {}  # cheap, where every call asks some fifty routes
        match, child_scope = super().matches(scope)
        is_head = match is Match.PARTIAL and scope["method"] == "HEAD" and not self.is_write
        return (Match.FULL if is_head else match), child_scope

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or 405."""
        if scope["method"] == "HEAD" and not self.is_write:
            await self.app(scope, receive, send)
        else:
            await super().handle(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HttpRequest(scope, receive)
        respond: Respond = request.app.state.respond
        response = await respond(request, self)
        await response(scope, receive, send)

    def answer(
        self, call: CheckedCall, path: Mapping[str, str], query: Request, body: Request | None
    ) -> Answer:
        """Call the endpoint with what its signature names."""
        given: dict[str, object] = {self._caller: call}
        given |= {field.name: path[field.alias] for field in self.dependant.path_params}
        given |= {field.name: call.headers.get(field.alias) for field in self.dependant.header_params}
        given |= {field.name: query for field in self.dependant.query_params}
        if self.body_field is not None:
            given[self.body_field.name] = body
        answered: Answer = self.endpoint(**given)
        return answered


def _model(field: ModelField) -> type[Request]:
    model = field.field_info.annotation
    if not (isinstance(model, type) and issubclass(model, Request)):
        raise TypeError(f"{field.name} is no request model")
    return model
