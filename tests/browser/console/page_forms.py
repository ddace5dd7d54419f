"""The forms of a page as a browser without scripts would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx


@dataclass
class PageForm:
    """A form: where it goes, what stands in its fields, and the names a person has to fill."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[PageForm] = []
        self._select = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.found.append(PageForm(given.get("action") or ""))
        elif not self.found:
            return
        elif tag in {"input", "textarea", "select"} and name:
            if "required" in given:
                self.found[-1].required.add(name)
            is_open = given.get("type") in {"checkbox", "radio"} and "checked" not in given
            if not is_open and given.get("type") != "file":
                self.found[-1].fields[name] = given.get("value") or ""
            self._select = name if tag == "select" else ""
            self._text = name if tag == "textarea" else ""
        elif tag == "option" and self._select and "selected" in given:
            self.found[-1].fields[self._select] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self.found[-1].fields[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""


def forms_of(text: str) -> list[PageForm]:
    """Every form of a page, in order."""
    parser = _Forms()
    parser.feed(text)
    return parser.found


def form_to(text: str, end: str) -> PageForm:
    """The form whose address ends so; ``LookupError`` where the page has none."""
    for each in forms_of(text):
        if each.action.endswith(end):
            return each
    raise LookupError(f"no form to {end} on this page")


def press(caller: httpx.Client, address: str, end: str, **typed: str) -> httpx.Response:
    """Open a page, fill the form that goes to ``end``, and send it; the answer, redirects not followed."""
    page = caller.get(address)
    assert page.status_code == 200, page.text
    form = form_to(page.text, end)
    return caller.post(form.action, data=form.fields | typed)
