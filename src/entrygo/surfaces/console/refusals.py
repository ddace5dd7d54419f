"""Pages that refuse: what is wrong, whose request it was, and the way on."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from entrygo.contract.problems import Problem
from entrygo.surfaces.console.forms import OWN_FIELDS, Form
from entrygo.surfaces.console.page import html, plain_values, see_other
from entrygo.surfaces.console.rendering import rendered
from entrygo.surfaces.console.visit import Visit
from entrygo.surfaces.console.vocabulary import Words

SIGN_IN = "/console/sign-in"
RETRY_SECONDS = 2


def refused(request: Request, problem: Problem, request_id: str, back: str = "") -> Response:
    """A problem as a page, with its code and the request's id for whoever is asked about it; ``back`` leads on."""
    is_busy = problem.status == 503 or problem.status == 429
    seconds = problem.retry_after or RETRY_SECONDS
    values = plain_values(
        "Not found" if problem.status == 404 else problem.type.title,
        problem=problem,
        request_id=request_id,
        back=back,
        help=Words().error(problem.code)["help"],
        retry_seconds=seconds if is_busy and request.method == "GET" else None,
    )
    response = html(request, rendered("pages/refused.html", values), problem.status)
    if is_busy:
        response.headers["Retry-After"] = str(seconds)
    return response


def foreign_form(request: Request, words: str, request_id: str) -> Response:
    """A form that another page sent: nothing was done, and nothing of it is shown."""
    problem = Problem("INSUFFICIENT_SCOPE", words)
    values = plain_values(
        "Nothing was done", problem=problem, request_id=request_id, retry_seconds=None, help="", back=""
    )
    return html(request, rendered("pages/refused.html", values), 403)


def to_sign_in(request: Request) -> Response:
    """To sign in, and back here afterwards. A part of a page cannot be led away: the page is told to go."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    address = f"{SIGN_IN}?next={quote(here, safe='')}"
    if request.headers.get("hx-request") == "true":
        return Response(status_code=204, headers={"X-Sign-In": address, "Cache-Control": "no-store"})
    return see_other(address)


def sent_again(request: Request, form: Form, visit: Visit | None) -> Response:
    """What was typed, kept, after the session ended: sign in beside it, then send it by one press more."""
    values = plain_values(
        "Your text is kept",
        fields=[(name, value) for name, value in form.pairs if name not in OWN_FIELDS],
        act=form.one.get("act", ""),
        token=visit.token if visit else "",
        action=request.url.path,
        is_signed_in=visit is not None,
        sign_in=SIGN_IN,
    )
    return html(request, rendered("pages/sent_again.html", values), 403 if visit else 401)
