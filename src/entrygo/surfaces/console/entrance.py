"""The way in and out: sign-in, its second step, invitations, resets, sign-out. Pages for people without a session.

Every form of these pages is bound to a cookie of the browser. Whoever gets in has a new session under a new token.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from entrygo.context import Context
from entrygo.contract.problems import Problem, not_found
from entrygo.operations.invitations import join_as_known, join_as_new, open_invitation
from entrygo.operations.own_account import ask_for_reset, open_reset, use_reset
from entrygo.operations.sign_in import (
    LATE,
    Begun,
    CodeWanted,
    SignInRefused,
    enter_code,
    sign_in,
    sign_out,
)
from entrygo.operations.single_sign_on import ask_provider, provider_answered
from entrygo.surfaces.console.forms import faults_of, read_form
from entrygo.surfaces.console.page import html, plain_values
from entrygo.surfaces.console.rendering import rendered
from entrygo.surfaces.console.session import (
    drop_question,
    drop_session,
    form_cookie,
    form_token,
    keep_form_cookie,
    keep_question,
    keep_session,
    local_path,
    question,
    require_own_form,
    session_token,
    signed_in,
    visitor,
    why_not_here,
)
from entrygo.surfaces.serving.observed_calls import Page as Route

FORGOT = "/console/forgot"
SIGN_IN, CODE, SIGN_OUT = "/console/sign-in", "/console/sign-in/code", "/console/sign-out"
SSO_START, SSO_BACK = "/console/sso/start", "/console/sso/callback"
INVITE, RESET = "/console/invite/{token}", "/console/reset/{token}"
FORGOT_TITLE = "A new password"
MOST_EMAIL = 320
CODE_TITLE = "The code of your device"
Work = Callable[[Request, str], Response]
Values = Mapping[str, Any]  # Any: a template's values


@dataclass(frozen=True, slots=True)
class Entrance:
    """The routes of the way in. ``in_turn`` runs a request in a thread, few at a time."""

    context: Context
    in_turn: Callable[[Request, Work], Any]  # Any: an awaitable response

    def routes(self) -> Sequence[BaseRoute]:
        """Each place, read and sent."""
        places: tuple[tuple[str, Work | None, Callable[..., Response]], ...] = (
            (SIGN_IN, self.sign_in_page, self.sign_in),
            (CODE, None, self.enter_code),
            (INVITE, self.invitation_page, self.join),
            (RESET, self.reset_page, self.reset),
            (FORGOT, self.forgot_page, self.forgot),
            (SIGN_OUT, None, self.sign_out),
        )
        routes: list[BaseRoute] = [
            Route(SSO_START, partial(self._read, work=self.ask_provider), methods=["GET"]),
            Route(SSO_BACK, partial(self._read, work=self.provider_answered), methods=["GET"]),
        ]
        for path, shown, sent in places:
            if shown is not None:
                routes.append(Route(path, partial(self._read, work=shown), methods=["GET"]))
            routes.append(Route(path, partial(self._write, work=sent), methods=["POST"]))
        return routes

    async def _read(self, request: Request, work: Work) -> Response:
        response: Response = await self.in_turn(request, work)
        return response

    async def _write(self, request: Request, work: Callable[..., Response]) -> Response:
        try:
            form = await read_form(request)
        except ClientDisconnect:
            return Response(status_code=499)
        except Problem as problem:
            return await self._read(request, partial(raised, problem))
        response: Response = await self.in_turn(request, partial(work, form=form.one))
        return response

    def sign_in_page(self, request: Request, _request_id: str) -> Response:
        """E-mail and password; whoever is signed in goes on."""
        wanted = local_path(request.query_params.get("next", ""))
        if signed_in(request, self.context) is not None:
            return RedirectResponse(wanted, status_code=303)
        return self._form(request, "sign_in.html", "Sign in", {"next": wanted, "email": ""})

    def sign_in(self, request: Request, request_id: str, form: Mapping[str, str]) -> Response:
        """Let somebody in, or say one thing whatever was wrong."""
        wanted, email = local_path(form.get("next", "")), form.get("email", "")
        self._require_form(request, form)
        values = {"next": wanted, "email": email}
        try:
            begun = sign_in(
                self.context,
                email,
                form.get("password", ""),
                visitor(request, request_id),
                replaced=session_token(request, self.context),
            )
        except SignInRefused as refusal:
            return self._form(request, "sign_in.html", "Sign in", values, refusal=str(refusal), status=401)
        except Problem as problem:
            if problem.code != "RATE_LIMITED":
                raise
            return self._limited(request, "sign_in.html", "Sign in", values, problem)
        if isinstance(begun, CodeWanted):
            return self._form(request, "sign_in_code.html", CODE_TITLE, {"next": wanted, "half": begun.token})
        return self._let_in(begun, wanted)

    def enter_code(self, request: Request, request_id: str, form: Mapping[str, str]) -> Response:
        """The second step; after five minutes it begins anew."""
        self._require_form(request, form)
        wanted, half = local_path(form.get("next", "")), form.get("half", "")
        values = {"next": wanted, "half": half}
        try:
            begun = enter_code(
                self.context,
                half,
                form.get("code", ""),
                visitor(request, request_id),
                replaced=session_token(request, self.context),
            )
        except SignInRefused as refusal:
            if str(refusal) == LATE:
                late = {"next": wanted, "email": ""}
                return self._form(request, "sign_in.html", "Sign in", late, refusal=LATE, status=401)
            words = str(refusal)
            return self._form(request, "sign_in_code.html", CODE_TITLE, values, refusal=words, status=401)
        except Problem as problem:
            if problem.code != "RATE_LIMITED":
                raise
            return self._limited(request, "sign_in_code.html", CODE_TITLE, values, problem)
        return self._let_in(begun, wanted)

    def ask_provider(self, request: Request, _request_id: str) -> Response:
        """To the provider's page; the browser keeps the question, sealed, for ten minutes."""
        why = why_not_here(request, self.context)
        if why is not None:
            raise Problem("INSUFFICIENT_SCOPE", why)
        wanted = local_path(request.query_params.get("next", ""))
        try:
            address, kept = ask_provider(self.context, wanted)
        except SignInRefused as refusal:
            return self._refused_by_provider(request, wanted, refusal)
        response = RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
        keep_question(response, self.context, kept)
        return response

    def provider_answered(self, request: Request, request_id: str) -> Response:
        """Back from the provider, with a code or without."""
        asked = request.query_params
        try:
            begun, wanted = provider_answered(
                self.context,
                question(request, self.context),
                asked.get("state", ""),
                asked.get("code", ""),
                visitor=visitor(request, request_id),
                replaced=session_token(request, self.context),
            )
        except SignInRefused as refusal:
            response = self._refused_by_provider(request, "/console", refusal)
        else:
            response = self._let_in(begun, local_path(wanted))
        drop_question(response, self.context)
        return response

    def _refused_by_provider(self, request: Request, wanted: str, refusal: SignInRefused) -> Response:
        values = {"next": wanted, "email": ""}
        return self._form(request, "sign_in.html", "Sign in", values, refusal=str(refusal), status=401)

    def sign_out(self, request: Request, request_id: str, form: Mapping[str, str]) -> Response:
        """End the session; once more is no fault."""
        session = signed_in(request, self.context)
        response = RedirectResponse(f"{SIGN_IN}?done=signed_out", status_code=303)
        if session is not None:
            require_own_form(request, self.context, session, form)
            sign_out(self.context, session, request_id)
        drop_session(response, self.context)
        return response

    def invitation_page(self, request: Request, _request_id: str) -> Response:
        """Who invites, as what; a name and a password, or one press for somebody known."""
        return self._invitation(request, {"name": ""}, None)

    def join(self, request: Request, request_id: str, form: Mapping[str, str]) -> Response:
        """Accept an invitation."""
        token = request.path_params["token"]
        session = signed_in(request, self.context)
        if open_invitation(self.context, token).is_known:
            if session is None:
                return RedirectResponse(f"{SIGN_IN}?next={quote(request.url.path, safe='')}", status_code=303)
            require_own_form(request, self.context, session, form)
            begun = join_as_known(self.context, token, session, visitor(request, request_id))
            return self._let_in(begun, "/console")
        self._require_form(request, form)
        try:
            begun = join_as_new(
                self.context,
                token,
                name=form.get("name", ""),
                password=form.get("password", ""),
                visitor=visitor(request, request_id),
            )
        except Problem as problem:
            if problem.status != 400:
                raise
            return self._invitation(request, {"name": form.get("name", "")}, problem)
        return self._let_in(begun, "/console")

    def _invitation(self, request: Request, given: Values, problem: Problem | None) -> Response:
        invited = open_invitation(self.context, request.path_params["token"])
        session = signed_in(request, self.context)
        values = {
            "invited": invited,
            "session": session,
            "faults": faults_of(problem) if problem else {},
            "action": request.url.path,
            "sign_in": f"{SIGN_IN}?next={quote(request.url.path, safe='')}",
            **given,
        }
        if session is not None:
            values["token"] = form_token(self.context, session)
        status = problem.status if problem else 200
        return self._form(request, "invitation.html", f"Join {invited.account_name}", values, status=status)

    def reset_page(self, request: Request, _request_id: str) -> Response:
        """A new password, by a link."""
        return self._reset(request, None)

    def reset(self, request: Request, request_id: str, form: Mapping[str, str]) -> Response:
        """Set it and sign in."""
        self._require_form(request, form)
        token = request.path_params["token"]
        try:
            begun = use_reset(
                self.context, token, form.get("password", ""), visitor=visitor(request, request_id)
            )
        except Problem as problem:
            if problem.status != 400:
                raise
            return self._reset(request, problem)
        if begun is None:
            response = RedirectResponse(f"{SIGN_IN}?done=password_set", status_code=303)
            drop_session(response, self.context)
            return response
        return self._let_in(begun, "/console")

    def forgot_page(self, request: Request, _request_id: str) -> Response:
        """Who has no password any more says the address."""
        return self._form(request, "forgot.html", FORGOT_TITLE, {"email": "", "is_asked": False})

    def forgot(self, request: Request, request_id: str, form: Mapping[str, str]) -> Response:
        """A mail is owed to the person of the address, where there is one; the answer is the same."""
        self._require_form(request, form)
        if not self.context.sends_mail:
            raise not_found("Page")
        email = form.get("email", "").strip()[:MOST_EMAIL]
        values = {"email": email, "is_asked": True}
        try:
            ask_for_reset(self.context, email, visitor(request, request_id))
        except Problem as problem:
            if problem.code != "RATE_LIMITED":
                raise
            return self._limited(request, "forgot.html", FORGOT_TITLE, values | {"is_asked": False}, problem)
        return self._form(request, "forgot.html", FORGOT_TITLE, values)

    def _reset(self, request: Request, problem: Problem | None) -> Response:
        person = open_reset(self.context, request.path_params["token"])
        values = {
            "email": person.email,
            "faults": faults_of(problem) if problem else {},
            "action": request.url.path,
        }
        status = problem.status if problem else 200
        return self._form(request, "reset.html", "A new password", values, status=status)

    def _require_form(self, request: Request, form: Mapping[str, str]) -> None:
        """The form came from our own page in this browser, over a connection that a password may travel on."""
        why = why_not_here(request, self.context)
        if why is not None:
            raise Problem("INSUFFICIENT_SCOPE", why)
        require_own_form(request, self.context, form_cookie(request, self.context), form)

    def _limited(
        self, request: Request, template: str, title: str, values: Values, problem: Problem
    ) -> Response:
        """The form again with the wait, in words and in ``Retry-After``."""
        seconds = problem.retry_after or 1
        response = self._form(
            request, template, title, values, refusal=f"{problem.message} {waiting(seconds)}", status=429
        )
        response.headers["Retry-After"] = str(seconds)
        return response

    def _form(
        self,
        request: Request,
        template: str,
        title: str,
        values: Values,
        *,
        refusal: str = "",
        status: int = 200,
    ) -> Response:
        """A page with a form bound to this browser."""
        bound = form_cookie(request, self.context)
        page = plain_values(
            title,
            refusal=refusal or why_not_here(request, self.context) or "",
            token=form_token(self.context, bound),
            provider=self.context.identity.host,
            sends_mail=self.context.sends_mail,
        )
        shown = dict(page) | {"notice": request.query_params.get("done", "")} | dict(values)
        response = html(request, rendered(f"pages/{template}", shown), status)
        keep_form_cookie(response, self.context, bound)
        return response

    def _let_in(self, begun: Begun, to: str) -> Response:
        response = RedirectResponse(to, status_code=303)
        keep_session(response, self.context, begun.token)
        return response


def waiting(seconds: int) -> str:
    """A wait as people say it."""
    minutes = -(-seconds // 60)
    if seconds < 100:
        return f"The next try is possible in {seconds} seconds."
    return f"The next try is possible in {minutes} minutes."


def raised(problem: Problem, _request: Request, _request_id: str) -> Response:
    """What a form that cannot be read comes to: its problem, told as any other of its turn."""
    raise problem
