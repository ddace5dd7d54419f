"""What a page's button does, a program can do as well: each act calls an operation of the API, of the same scope."""

import re
from importlib.resources import files

from entrygo.surfaces.console.pages import ACTS
from entrygo.surfaces.http.app import ENDPOINTS

ROUTES = {route.operation: route for route in ENDPOINTS}
ONE_S_OWN = {
    "me.look": "a person's colours and zone, on the pages alone",
    "me.password": "a person's password; a key has none",
    "me.session": "a person's sessions; a key is revoked instead",
    "me.factor_on": "a person's codes at sign-in; a key has none",
    "me.factor_off": "a person's codes at sign-in; a key has none",
    "exports.save_view": "a person's own names of what an address of the board filters",
    "exports.forget_view": "a person's own names of what an address of the board filters",
}
"""The acts that no operation answers to, with the reason."""
TRIED = re.compile(r"""tried\(\s*f?["']([\w.{}]+)["']""")
KIND = re.compile(r"\{[\w.]+\}")
KINDS = {"patch": ("brokers", "warehouses"), "import": ("products", "orders")}


def test_each_act_of_a_page_is_an_operation_of_the_api_or_of_a_person_s_own() -> None:
    assert {act.name for act in ACTS if not act.operation} == set(ONE_S_OWN)
    unknown = {act.name: act.operation for act in ACTS if act.operation and act.operation not in ROUTES}
    assert unknown == {}


def test_an_act_asks_for_the_scope_that_its_operation_asks_of_a_key_or_for_an_admin() -> None:
    other = {
        act.name: (act.scope, ROUTES[act.operation].scope)
        for act in ACTS
        if act.operation and act.scope not in (ROUTES[act.operation].scope, "admin")
    }
    assert other == {}


def test_whatever_a_page_attempts_is_an_operation_of_the_api() -> None:
    """Acts that choose among operations, as a party is made or changed, attempt no other ones."""
    room = files("entrygo.surfaces.console")
    sources = [*room.iterdir(), *(room / "pages").iterdir()]
    tried: set[str] = set()
    for source in (each for each in sources if each.name.endswith(".py")):
        for name in TRIED.findall(source.read_text("utf-8")):
            _, _, verb = name.rpartition(".")
            tried |= {KIND.sub(noun, name) for noun in KINDS[verb]} if "{" in name else {name}
    assert len(tried) > 10
    assert tried - ROUTES.keys() == set()
