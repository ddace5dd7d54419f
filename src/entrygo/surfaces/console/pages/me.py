"""One's own: password, codes at sign-in, sessions, the look of the pages."""

import base64
import binascii
import secrets
from typing import Any
from zoneinfo import available_timezones

from entrygo.contract.problems import Problem
from entrygo.contract.requests.issues import issue, validation_problem
from entrygo.contract.times import iso
from entrygo.operations.one_time_codes import SECRET_BYTES, enrolment_uri, qr_picture, typed_secret
from entrygo.operations.own_account import (
    THEMES,
    ask_for_codes,
    ask_no_codes,
    change_password,
    end_own_session,
    own_sessions,
    set_look,
)
from entrygo.operations.sign_in import SignInRefused
from entrygo.surfaces.console.routes import Act, Done, Page, View
from entrygo.surfaces.console.visit import Visit

ME, FACTOR = "/console/me", "/console/me/second-factor"
THEME_WORDS = {"system": "As the device", "light": "Light", "dark": "Dark"}
METHODS = {
    "password": "password",
    "password_and_code": "password and code",
    "oidc": "single sign-on",
}


def read(visit: Visit) -> View:
    """Everything of one's own, on one page."""
    rows = [
        {
            "id": each.id,
            "is_here": each.id == visit.person.session_id,
            "browser": browser_of(each.user_agent),
            "address": each.address,
            "method": METHODS.get(each.auth_method, each.auth_method),
            "began_at": iso(each.created_at),
            "seen_at": iso(each.last_seen_at),
        }
        for each in own_sessions(visit.context, visit.person)
    ]
    values: dict[str, Any] = {  # Any: a template's values
        "sessions": rows,
        "themes": [(theme, THEME_WORDS[theme]) for theme in THEMES],
        "zones": [("", "As the browser")] + [(zone, zone) for zone in sorted(available_timezones())],
        "faults": {},
    }
    return View(title="Me", values=values)


def browser_of(user_agent: str) -> str:
    """The browser and the system a session is in, as far as it says so."""
    browsers = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
    systems = (("Windows", "Windows"), ("iPad", "iPad"), ("iPhone", "iPhone"), ("Android", "Android"))
    more = (("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))
    browser = next((name for sign, name in (*browsers, ("Safari/", "Safari")) if sign in user_agent), "")
    system = next((name for sign, name in (*systems, *more) if sign in user_agent), "")
    return " on ".join(part for part in (browser, system) if part) or "A program"


def look(visit: Visit) -> Done:
    """Theme and time zone."""
    set_look(
        visit.context,
        visit.person,
        theme=visit.form.get("theme", ""),
        time_zone=visit.form.get("time_zone", ""),
        request_id=visit.request_id,
    )
    return Done(to=ME, notice="saved")


def password(visit: Visit) -> Done:
    """A new password by the old one; the session goes on under a new token."""
    try:
        begun = change_password(
            visit.context,
            visit.person,
            visit.form.get("old", ""),
            visit.form.get("newPassword", ""),
            visitor=visit.visitor,
        )
    except SignInRefused:
        raise validation_problem([issue("old", "This is not your password", "custom")]) from None
    return Done(to=ME, notice="password_changed", token=begun.token)


def end_session(visit: Visit) -> Done:
    """End one session, or all but this one."""
    end_own_session(visit.context, visit.person, visit.form.get("session", ""), visit.request_id)
    return Done(to=ME, notice="sessions_ended")


def read_factor(visit: Visit) -> View:
    """A fresh secret as a picture and in letters; after a wrong code the same one again."""
    secret = _secret(visit.form.get("secret", "")) or secrets.token_bytes(SECRET_BYTES)
    uri = enrolment_uri(secret, visit.person.email, "EntryGo")
    values: dict[str, Any] = {  # Any: a template's values
        "picture": qr_picture(uri),
        "secret": base64.b32encode(secret).decode(),
        "typed": typed_secret(secret),
        "faults": {},
    }
    return View(title="Codes at sign-in", values=values)


def factor_on(visit: Visit) -> Done:
    """Ask for codes from now on, once one was typed."""
    secret = _secret(visit.form.get("secret", ""))
    if secret is None:
        raise Problem("VALIDATION_ERROR", "The form is not whole; open the page again.")
    ask_for_codes(
        visit.context, visit.person, secret, visit.form.get("code", ""), request_id=visit.request_id
    )
    return Done(to=ME, notice="codes_on")


def factor_off(visit: Visit) -> Done:
    """Ask for none."""
    ask_no_codes(visit.context, visit.person, visit.request_id)
    return Done(to=ME, notice="codes_off")


def _secret(text: str) -> bytes | None:
    try:
        secret = base64.b32decode(text)
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) == SECRET_BYTES else None


PAGES = (
    Page(
        name="me",
        path=ME,
        template="me.html",
        read=read,
        says="One's own password, codes, sessions, theme and time zone.",
    ),
    Page(
        name="second-factor",
        path=FACTOR,
        template="second_factor.html",
        read=read_factor,
        says="The picture an authenticator reads, and the first code.",
    ),
)
ACTS = (
    Act(name="me.look", path=f"{ME}/look", operation="", scope="read", page="me", run=look),
    Act(name="me.password", path=f"{ME}/password", operation="", scope="read", page="me", run=password),
    Act(name="me.session", path=f"{ME}/sessions", operation="", scope="read", page="me", run=end_session),
    Act(
        name="me.factor_on",
        path=FACTOR,
        operation="",
        scope="read",
        page="second-factor",
        run=factor_on,
        wants_password=True,
    ),
    Act(
        name="me.factor_off",
        path=f"{FACTOR}/off",
        operation="",
        scope="read",
        page="me",
        run=factor_off,
        wants_password=True,
    ),
)
