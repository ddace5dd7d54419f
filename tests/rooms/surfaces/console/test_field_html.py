"""A field of a form: what stands in it is text, and what is said of it belongs to it."""

from markupsafe import Markup

from entrygo.surfaces.console.field_html import field_html

HOSTILE = '"><script>alert(1)</script>'
PLAIN = {
    "kind": "",
    "label": "",
    "note": "",
    "required": False,
    "options": (),
    "autocomplete": "off",
    "type_": "text",
    "rows": 3,
    "at": "f",
    "sign": Markup("<svg></svg>"),
}


def shown(**given: object) -> str:
    return str(field_html(**(PLAIN | {"name": "email", "value": "", "fault": ""} | given)))  # type: ignore[arg-type]  # by name


def test_whatever_is_typed_or_said_stays_text() -> None:
    for given in (
        {"value": HOSTILE},
        {"value": HOSTILE, "kind": "text"},
        {"fault": HOSTILE, "label": HOSTILE, "note": HOSTILE},
        {"options": [(HOSTILE, HOSTILE)], "value": HOSTILE},
        {"name": f"email{HOSTILE}"},
    ):
        assert "<script>" not in shown(**given)
        assert "&lt;script&gt;" in shown(**given) or "name" in given


def test_help_and_fault_are_told_with_the_field() -> None:
    html = shown(fault="No address.", note="Where papers go.", required=True, value="a@b.example")
    assert (
        'id="f-email" name="email" aria-describedby="f-email-help f-email-fault" aria-invalid="true" required'
        in html
    )
    assert '<p class="help" id="f-email-help">Where papers go.</p>' in html
    assert '<p class="fault" id="f-email-fault"><svg></svg> No address.</p>' in html
    assert "(required)" in html
    assert "aria-describedby" not in shown(name="name")


def test_nothing_known_is_an_empty_field_and_the_chosen_option_is_marked() -> None:
    assert 'value=""' in shown(value=None)
    assert '<option value="b" selected>B</option>' in shown(options=[("a", "A"), ("b", "B")], value="b")
