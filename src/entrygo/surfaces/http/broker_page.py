"""The broker's page: a signed link in the mail opens it, no account and no key. GET changes nothing."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar
from urllib.parse import parse_qsl

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from starlette.requests import ClientDisconnect

from entrygo.context import Context
from entrygo.contract.canonical import JsonObject
from entrygo.contract.links import FETCH_FILES, BadLink, Claim, sign
from entrygo.contract.problems import Problem
from entrygo.lifecycle.rows import ArtifactRow
from entrygo.operations.answer import Answer
from entrygo.operations.broker_answers import BrokerPage, Decision, Said, broker_page, package_file, say
from entrygo.surfaces.serving.admission import FairLimiter
from entrygo.surfaces.serving.observed_calls import Page

MAX_FORM_BYTES = 64 * 1024
MOST_SHOWN = 40
"""So many lines and findings stand on the page; the files have them all."""
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class BrokerPages:
    """The three routes of a link, over a world."""

    world: Context
    gate: FairLimiter = field(default_factory=lambda: FairLimiter(4, waiting=200, patience=10))

    def routes(self) -> list[Page]:
        """GET and POST of the page, GET of its files."""
        return [
            Page("/broker/{token}", self.page, methods=["GET"]),
            Page("/broker/{token}", self.answer, methods=["POST"]),
            Page("/broker/{token}/files/{filename}", self.file, methods=["GET"]),
        ]

    async def page(self, request: Request) -> Response:
        """The page of a link."""
        return await self._in_turn(request, self._shown, {}, None)

    async def answer(self, request: Request) -> Response:
        """A broker's answer from the page's form; the page again, with what was recorded or what is wrong."""
        try:
            form = await _form(request)
        except ClientDisconnect:
            return Response(status_code=499)
        return await self._in_turn(request, self._recorded, form)

    async def file(self, request: Request) -> Response:
        """A file of the package."""
        return await self._in_turn(request, self._file, request.path_params["filename"])

    async def _in_turn(self, request: Request, work: Callable[..., Response], *rest: object) -> Response:
        """Few at a time and, since anybody may come, apart from the calls of those who have a key."""
        token = request.path_params["token"]
        try:
            async with self.gate.turn(token):
                return await asyncio.to_thread(work, token, *rest)
        except Problem as refusal:
            return _refused(refusal)

    def _shown(self, token: str, given: Mapping[str, str], problem: str | None) -> Response:
        try:
            page = broker_page(self.world, token)
        except (BadLink, Problem) as error:
            return _refused(error)
        return _html(_rendered(self.world, page, given, problem), 400 if problem else 200)

    def _recorded(self, token: str, given: Mapping[str, str]) -> Response:
        try:
            decision = Decision(given.get("decision", ""))
        except ValueError:
            return self._shown(token, given, "Choose Accept, Ask or Reject.")
        said = Said(
            decision=decision,
            name=given.get("name", ""),
            text=given.get("text", ""),
            line=given.get("line", ""),
            entry_number=given.get("entry_number", ""),
            hs_code=given.get("hs_code", ""),
        )
        try:
            page = say(self.world, token, said)
        except BadLink as error:
            return _refused(error)
        except Problem as problem:
            return self._shown(token, given, problem.message)
        return _html(_rendered(self.world, page, {}, None), 200)

    def _file(self, token: str, filename: str) -> Response:
        try:
            found: Answer = package_file(self.world, token, filename)
        except (BadLink, Problem) as error:
            return _refused(error)
        return Response(found.body, media_type=found.media_type, headers=dict(found.headers))


def files_token(world: Context, claim: Claim) -> str:
    """The token of the same package's files, as long as the page's."""
    return sign(
        world.link_key,
        Claim(
            purpose=FETCH_FILES,
            tenant=claim.tenant,
            package_id=claim.package_id,
            submission_id=claim.submission_id,
            expires_at=claim.expires_at,
        ),
    )


def _rendered(world: Context, page: BrokerPage, given: Mapping[str, str], problem: str | None) -> str:
    fields = {name: given.get(name, "") for name in ("name", "entry_number", "line", "hs_code", "text")}
    return _template().render(
        title=f"Customs package {page.package.number}",
        page=page,
        problem=problem,
        given=fields,
        asked=_asked(page.plan),
        papers=_papers(page.artifacts),
        files_url=f"/broker/{files_token(world, page.claim)}/files",
    )


def _papers(files: Iterable[ArtifactRow]) -> Mapping[str, list[tuple[str, ArtifactRow]]]:
    """The files by the paper they are of, each under the name of its form."""
    found: dict[str, list[tuple[str, ArtifactRow]]] = {}
    for each in files:
        paper, _, form = each.filename.rpartition(".")
        found.setdefault(paper.replace("_", " ").capitalize(), []).append((form.upper(), each))
    return found


def _asked(plan: JsonObject) -> JsonObject:
    """What there is to answer about: the entries, their lines, and what the plan wants looked at."""
    lines = plan["duty_estimate"]["lines"]
    open_findings = [each for each in plan["validationMessages"] if each["severity"] != "info"]
    return {
        "entries": plan["entry_structure"]["entries"],
        "lines": lines[:MOST_SHOWN],
        "more_lines": max(0, len(lines) - MOST_SHOWN),
        "findings": [each["message"] for each in open_findings[:MOST_SHOWN]],
    }


async def _form(request: Request) -> dict[str, str]:
    """The form's fields; what is over the limit is not even read."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_FORM_BYTES:
            break
    return dict(parse_qsl(body[:MAX_FORM_BYTES].decode("utf-8", "replace"), keep_blank_values=True))


def _refused(error: Exception) -> Response:
    """A link that is none: the words, and no hint whether a package exists. Or a server that cannot answer now."""
    words = error.message if isinstance(error, Problem) else str(error)
    is_busy = isinstance(error, Problem) and error.type.is_retryable
    title = "Please try again in a moment" if is_busy else "This link does not work"
    body = _template().render(title=title, page=None, problem=words, given={}, asked={}, files_url="")
    response = _html(body, 503 if is_busy else 404)
    if is_busy:
        response.headers["Retry-After"] = "1"
    return response


def _html(body: str, status: int) -> Response:
    return Response(body, status_code=status, media_type="text/html", headers=PAGE_HEADERS)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("entrygo.surfaces.http", "assets"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("broker.html")
