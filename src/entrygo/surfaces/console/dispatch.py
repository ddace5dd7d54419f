"""Who comes, what is asked, whether it may be, and the page that answers."""

import asyncio
import contextlib
import contextvars
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from entrygo.context import Context
from entrygo.contract.actor import Actor, Mode
from entrygo.contract.problems import Problem, not_found
from entrygo.operations.follow_events import Following, follow_events
from entrygo.operations.policy import require_scope
from entrygo.operations.queries import EventsQuery
from entrygo.operations.sign_in import SignedIn
from entrygo.ports.log_context import bind
from entrygo.surfaces.console import live, navigation
from entrygo.surfaces.console.assets import FOREVER, assets
from entrygo.surfaces.console.entrance import Entrance, raised
from entrygo.surfaces.console.forms import Form, read_form
from entrygo.surfaces.console.fresh_password import ask_password
from entrygo.surfaces.console.page import csv_of, file_of, see_other, shown
from entrygo.surfaces.console.pages import ACTS, PAGES
from entrygo.surfaces.console.refusals import foreign_form, refused, sent_again, to_sign_in
from entrygo.surfaces.console.rendering import templates
from entrygo.surfaces.console.routes import TENANT, Act, Done, Page
from entrygo.surfaces.console.session import (
    FormRefused,
    form_token,
    is_own_token,
    keep_session,
    require_from_here,
    signed_in,
    visitor,
)
from entrygo.surfaces.console.visit import Visit
from entrygo.surfaces.serving.admission import FairLimiter
from entrygo.surfaces.serving.feed import EventStreams
from entrygo.surfaces.serving.observed_calls import Page as Route
from entrygo.surfaces.serving.observed_calls import refused_with

log = logging.getLogger(__name__)
ALWAYS = frozenset({"done"})
PLACES, WAITING, PATIENCE = 8, 200, 20.0
STREAMS_A_SESSION = 4
Authenticate = Callable[[Request], Awaitable[Actor | Response]]
NO_FORM = Form()


class Console:
    """The routes of the console over a context. Its calls have places of their own, so that a flood of API calls does
    not lock people out, nor the other way round."""

    def __init__(self, context: Context) -> None:
        self._context = replace(
            context, execute_wait_seconds=0
        )  # a page is shown at once and follows by itself
        self._gate = FairLimiter(PLACES, waiting=WAITING, patience=PATIENCE)
        self._threads = ThreadPoolExecutor(PLACES, thread_name_prefix="entrygo-console")
        self._streams = EventStreams(context, live.frame, per_key=STREAMS_A_SESSION)
        navigation.SERVED.update(page.path for page in PAGES)
        assets()
        templates()

    def routes(self, authenticate: Authenticate) -> Sequence[BaseRoute]:
        """Pages, acts, files and the stream. People come by session and not by key, so ``authenticate`` is not used."""
        return [
            Route("/console/assets/{digest}/{name}", self._file, methods=["GET"]),
            *Entrance(self._context, self._in_turn).routes(),
            Route(f"{TENANT}/changes", self._follow, methods=["GET"]),
            *(Route(each.route, partial(self._page, page=each), methods=["GET"]) for each in PAGES),
            *(Route(each.route, partial(self._act, act=each), methods=["POST"]) for each in ACTS),
        ]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Spans the application's life."""
        try:
            yield
        finally:
            self._streams.close()
            self._threads.shutdown(wait=False, cancel_futures=True)

    def end_streams(self) -> None:
        """End the open streams, so that a stop does not wait for them."""
        self._streams.stop()

    async def _file(self, request: Request) -> Response:
        """A file pages are given. Its address holds its digest, so it is kept for good."""
        found = assets().get(request.path_params["name"])
        if found is None or found.digest != request.path_params["digest"]:
            return Response(status_code=404)
        headers = {"Cache-Control": FOREVER, "X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding"}
        if found.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(
                found.packed, media_type=found.media_type, headers=headers | {"Content-Encoding": "gzip"}
            )
        return Response(found.content, media_type=found.media_type, headers=headers)

    async def _page(self, request: Request, page: Page) -> Response:
        return await self._in_turn(request, partial(self._read, page=page))

    async def _act(self, request: Request, act: Act) -> Response:
        try:
            form = await read_form(request)
        except ClientDisconnect:
            return Response(status_code=499)
        except (Problem, ValueError) as fault:
            problem = (
                fault
                if isinstance(fault, Problem)
                else Problem("INVALID_REQUEST", "The form cannot be read.")
            )
            return await self._in_turn(request, partial(raised, problem))
        return await self._in_turn(request, partial(self._write, act=act, form=form))

    async def _in_turn(self, request: Request, work: Callable[[Request, str], Response]) -> Response:
        """Do it in a thread, in its turn: by session, or by address for those without one."""
        request_id = self._context.ids.new("req")
        bind(request_id=request_id)
        caller = request.headers.get("cookie") or (request.client.host if request.client else "")
        try:
            async with self._gate.turn(caller):
                copied = contextvars.copy_context()
                loop = asyncio.get_running_loop()
                response = await loop.run_in_executor(self._threads, copied.run, work, request, request_id)
        except Problem as problem:
            response = self._refused(request, problem, request_id)
        except FormRefused as refusal:
            response = foreign_form(request, str(refusal), request_id)
        except Exception:
            log.exception("request %s failed", request_id)
            response = self._refused(request, Problem("INTERNAL_ERROR"), request_id)
        response.headers["X-Request-Id"] = request_id
        return response

    def _refused(self, request: Request, problem: Problem, request_id: str) -> Response:
        refused_with(request.scope, problem.code)
        return refused(request, problem, request_id)

    def _read(self, request: Request, request_id: str, page: Page) -> Response:
        visit = self._visit(request, request_id, page)
        if visit is None:
            return to_sign_in(request)
        asked = set(request.query_params) - ALWAYS - page.queries
        if asked:
            raise Problem(
                "VALIDATION_ERROR", f"This page does not know the filter {sorted(asked)[0]!r}.", status=400
            )
        view = page.read(visit)
        if view.to:
            return see_other(view.to)
        if view.file is not None:
            return file_of(view.file)
        if view.csv is not None and visit.query.get("format") == "csv":
            return csv_of(view, page.name)
        return shown(request, visit, page, view)

    def _write(self, request: Request, request_id: str, act: Act, form: Form) -> Response:
        require_from_here(request, self._context)
        visit = self._visit(request, request_id, act)
        if visit is None:
            return sent_again(request, form, None)
        if not is_own_token(self._context, visit.person, form.one):
            return sent_again(
                request, form, visit
            )  # the page is from before the last sign-in: its text is kept
        visit = replace(visit, form=form.one, many=form.many, files=form.files)
        if act.wants_password and not visit.person.is_fresh(self._context.clock.now()):
            asked = ask_password(request, visit, form)
            if asked is not None:
                return asked
        try:
            done = act.run(visit)
        except Problem as problem:
            refused_with(request.scope, problem.code)
            return self._again(request, visit, act, problem)
        return self._led(request, visit, act, done)

    def _led(self, request: Request, visit: Visit, act: Act, done: Done) -> Response:
        if done.view is not None:
            return shown(request, visit, _page_of(act), done.view, template=done.template)
        address = done.to or visit.base()
        mark = "&" if "?" in address else "?"
        response = see_other(f"{address}{mark}done={done.notice}" if done.notice else address)
        if done.token:
            keep_session(response, self._context, done.token)
        return response

    def _again(self, request: Request, visit: Visit, act: Act, problem: Problem) -> Response:
        """The page the form stands on once more, with the refusal's words; what was typed is kept."""
        if problem.status == 404 or problem.code == "INSUFFICIENT_SCOPE" or problem.status >= 500:
            raise problem
        page = _page_of(act)
        view = page.read(visit)
        if view.to:  # the page is gone, as what it was about was done meanwhile
            return refused(request, problem, visit.request_id, back=view.to)
        values = dict(view.values) | {"problem": problem, "refused_act": act.name}
        return shown(request, visit, page, replace(view, values=values, status=problem.status))

    def _visit(self, request: Request, request_id: str, place: Page | Act) -> Visit | None:
        """The visit; ``None`` where nobody is signed in. 404 for an account that is not the person's, 403 by role."""
        person = signed_in(request, self._context)
        if person is None:
            return None
        return self._visit_of(request, request_id, place, person)

    def _visit_of(self, request: Request, request_id: str, place: Page | Act, person: SignedIn) -> Visit:
        path = {name: value.replace("\0", "") for name, value in request.path_params.items()}
        visit = Visit(
            context=self._context,
            person=person,
            request_id=request_id,
            visitor=visitor(request, request_id),
            token=form_token(self._context, person),
            url=str(request.url.path),
            is_fragment=request.headers.get("hx-request") == "true",
            path=path,
            query={name: value.replace("\0", "") for name, value in request.query_params.items()},
            many={name: tuple(request.query_params.getlist(name)) for name in request.query_params},
        )
        if not place.is_tenant:
            return visit
        visit = _in_account(visit, path)
        bind(account_id=visit.account.account_id, mode=visit.mode.value)
        require_scope(visit.actor, place.scope)
        return visit

    async def _follow(self, request: Request) -> Response:
        """The stream of an account's news, for as long as the session is good."""
        began: list[tuple[Visit, Following]] = []

        def begin(request: Request, request_id: str) -> Response:
            visit = self._visit(request, request_id, FOLLOWING)
            if visit is not None:
                began.append((visit, follow_events(self._context, visit.actor, EventsQuery(), None)))
            return Response(status_code=401)

        refusal = await self._in_turn(request, begin)
        if not began:
            return refusal
        visit, following = began[0]

        async def check() -> None:
            if await asyncio.to_thread(signed_in, request, self._context) is None:
                raise Problem("INVALID_API_KEY", "The session has ended.")

        return self._streams.open(following, visit.person.session_id, check)


FOLLOWING = Act(
    name="changes", path="changes", operation="events.list", scope="read", page="", run=lambda _: Done()
)


def _in_account(visit: Visit, path: Mapping[str, str]) -> Visit:
    desk = next(
        (each for each in visit.person.desks if path["account"] in (each.handle, each.account_id)), None
    )
    with contextlib.suppress(ValueError):
        mode = Mode(path["mode"])
        if desk is not None and mode in desk.modes:
            return replace(visit, desk=desk, mode=mode)
    raise not_found("Page")


def _page_of(act: Act) -> Page:
    """The page an act's answer is shown on. It does not follow news: its address is the act's, which has no GET."""
    return replace(next(page for page in PAGES if page.name == act.page), is_live=False)
