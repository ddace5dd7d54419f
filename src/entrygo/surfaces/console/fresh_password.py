"""The password asked once more, before an act that changes who may do what. What was typed goes along."""

from starlette.requests import Request
from starlette.responses import Response

from entrygo.contract.problems import Problem
from entrygo.operations.sign_in import SignInRefused, confirm_password
from entrygo.surfaces.console.forms import OWN_FIELDS, Form
from entrygo.surfaces.console.page import html, plain_values
from entrygo.surfaces.console.rendering import rendered
from entrygo.surfaces.console.visit import Visit

FIELD = "own_password"
WRONG = "This is not your password."


def ask_password(request: Request, visit: Visit, form: Form) -> Response | None:
    """The page that asks, or ``None`` where the form brought the password, and the act may go on."""
    refusal, status = "", 403
    if FIELD in form.one:
        try:
            confirm_password(visit.context, visit.person, form.one[FIELD], visit.visitor)
        except SignInRefused:
            refusal, status = WRONG, 401
        except Problem as problem:
            if problem.code != "RATE_LIMITED":
                raise
            refusal, status = problem.message, 429
        else:
            return None
    values = plain_values(
        "Your password, once more",
        fields=[(name, value) for name, value in form.pairs if name not in {*OWN_FIELDS, FIELD}],
        act=form.one.get("act", ""),
        token=visit.token,
        action=request.url.path,
        email=visit.person.email,
        has_password=visit.person.has_password,
        field=FIELD,
        refusal=refusal,
    )
    return html(request, rendered("pages/confirm_password.html", values), status)
