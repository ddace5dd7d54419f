"""What things are called on pages: fields, events, states, findings, errors, notices. Words stand in the TOML files;
a test holds that each of them has some."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from entrygo.contract.problems import Problem
from entrygo.operations.submission_view import plain_words
from entrygo.planning.rules import RULES
from entrygo.surfaces.console.forms import faults_of

_TITLES = {code: rule.title for rule in RULES for code in (rule.code, rule.id)}
_STEPS = re.compile(r"[^.\[\]]+")
_SECTION = re.compile(r"S\d+")
_COUNTRIES = frozenset({"brazil", "canada", "china", "india", "mexico", "nicaragua", "russia"})
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@cache
def table(name: str) -> Mapping[str, Any]:  # Any: TOML
    """One file of words."""
    return tomllib.loads((files("entrygo.surfaces.console.vocabulary") / f"{name}.toml").read_text("utf-8"))


@cache
def field_named(path: str) -> Mapping[str, Any]:  # Any: TOML
    """The words of a field, by its path or its name in either spelling: ``{label, help, example, control}``.

    ``orders[0].items[0].product.countryOfOrigin`` and ``country_of_origin`` are the same field.
    """
    fields = table("fields")
    steps = [snake(step) for step in _STEPS.findall(path) if not step.isdigit()]
    for begin in range(len(steps)):
        found = fields.get("_".join(steps[begin:])) or fields.get(".".join(steps[begin:]))
        if found:
            return dict(found)
    return {"label": steps[-1].replace("_", " ").capitalize() if steps else ""}


def agency_words(programme: str, element: str) -> Mapping[str, str]:
    """What a datum of an agency's programme is in a clerk's words: ``{label, help, example}``, the label where the
    programme's own is too short."""
    known = table("agencies")
    found: Mapping[str, str] = known.get(programme, {}).get(element) or known["any"][element]
    return found


def snake(name: str) -> str:
    """``countryOfOrigin`` as ``country_of_origin``."""
    return _CAPITAL.sub("_", name).lower()


class Words:
    """The vocabulary as templates ask it."""

    def field(self, path: str) -> Mapping[str, Any]:  # Any: TOML
        """A field's words."""
        return field_named(path)

    def label(self, path: str) -> str:
        """A field's name on a form."""
        return str(field_named(path)["label"])

    def event(self, kind: str) -> str:
        """What happened, in the past tense."""
        return str(table("events").get(kind, kind.replace(".", " ").replace("_", " ")))

    def told(self, events: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:  # Any: JSON
        """Events as a timeline shows them: those of one kind in a row are one, with how many ``times`` it happened."""
        runs = (list(same) for _, same in groupby(events, key=lambda each: (each["type"], each["actor"])))
        return [dict(same[0]) | {"times": len(same)} for same in runs]

    def state(self, kind: str, value: str) -> Mapping[str, Any]:  # Any: TOML
        """A state's ``{word, sign, tone, says}``; ``kind`` is the table, such as ``mail``."""
        found: Mapping[str, Any] = table("states")[kind][value]  # Any: TOML
        return found

    def server(self, mail: Mapping[str, Any]) -> str:  # Any: JSON
        """What a mail server's words mean for a mail, where that is known; else its words."""
        if mail["status"] == "uncertain":
            return (
                "The line broke before the mail server said whether it took it: ask the broker, then decide."
            )
        return plain_words(mail["error_message"]) or str(mail["error_message"] or "")

    def finding(self, code: str, rule: str = "") -> str:
        """A finding's short name: its rule's title."""
        own = table("findings").get(code, {}).get("label")
        return str(own or _TITLES.get(code) or _TITLES.get(rule) or code.replace("_", " ").capitalize())

    def fix(self, finding: Mapping[str, Any]) -> str:  # Any: JSON
        """What to do about a finding, in the words of a form and not of the API."""
        own = table("findings").get(finding["code"], {}).get("fix")
        return str(own) if own else spoken(str(finding["fix"]))

    def say(self, sentence: str) -> str:
        """A sentence of the API with its fields called as forms call them."""
        return spoken(sentence)

    def who(self, actor: Mapping[str, Any] | None, *, begins: bool = False) -> str:  # Any: JSON
        """Who did something: a name, else what kind of actor it was, as a sentence has it or begins with it."""
        named = {"key": "an API key", "agent": "an agent", "person": "a person", "system": "the server"}
        said = str(actor["name"] or named[actor["kind"]]) if actor else "somebody"
        return said[0].upper() + said[1:] if begins else said

    def programme(self, code: str) -> str:
        """``S232_POLYSILICON`` as people say it: Section 232, polysilicon."""
        known = table("papers")["programmes"].get(code)
        head, _, rest = code.partition("_")
        if known or not _SECTION.fullmatch(head):
            return str(known or code.replace("_", " ").capitalize())
        named = rest.replace("_", " ").lower()
        goods = named.title() if named in _COUNTRIES else named
        return f"Section {head[1:]}, {goods}" if goods else f"Section {head[1:]}"

    def paper(self, filename: str) -> str:
        """What a file of a package is called."""
        stem = filename.rpartition(".")[0]
        return str(table("papers")["files"].get(stem) or stem.replace("_", " ").capitalize())

    def form(self, filename: str) -> str:
        """The form of a file: ``PDF``, ``Excel``."""
        ending = filename.rpartition(".")[2]
        return "Excel" if ending == "xlsx" else ending.upper()

    def papers(
        self,
        files: Iterable[Mapping[str, Any] | str],  # Any: JSON
    ) -> Mapping[str, Sequence[tuple[str, str, int | None]]]:
        """The papers of a package, each with its files: name, form, and bytes where they are known."""
        found: dict[str, list[tuple[str, str, int | None]]] = {}
        for file in files:
            name, size = (file, None) if isinstance(file, str) else (file["filename"], file["size_bytes"])
            found.setdefault(self.paper(name), []).append((name, self.form(name), size))
        return found

    def column(self, name: str) -> str:
        """The heading of a column of a file of rows."""
        return str(table("papers")["columns"].get(name) or name.replace("_", " ").capitalize())

    def error(self, code: str) -> Mapping[str, Any]:  # Any: TOML
        """What a refusal is called, and what to do."""
        return dict(table("problems").get(code, {"title": code.replace("_", " ").capitalize(), "help": ""}))

    def faults(self, problem: Problem) -> Mapping[str, str]:
        """The words of a refusal by the fields they belong to."""
        return faults_of(problem)

    def notice(self, name: str) -> Mapping[str, Any] | None:  # Any: TOML
        """What was done, said once on the page after; ``None`` for a name there is none of."""
        return table("notices").get(name)


_FIELD = re.compile(
    r"\b(?:(?:product|order|shipment|account|warehouse|broker|attributes|customer)\.)+[a-zA-Z_.0-9]+\b"
    r"|\b[a-z0-9]+(?:[A-Z][a-z0-9]+)+\b"
    r"|\b[a-z0-9]+(?:_[a-z0-9]+)+\b"
    r"|\b(?:pga|adcvd|spi)\b"
)


@cache
def spoken(words: str) -> str:
    """A sentence of the API with the names of its fields as labels: no name in camel case or with underscores is left
    where the vocabulary knows a label."""

    def label(found: re.Match[str]) -> str:
        fields = table("fields")
        steps = [snake(step) for step in found.group(0).split(".")]
        for begin in range(len(steps)):
            known = fields.get("_".join(steps[begin:]))
            if known:
                named = str(known["label"])
                return f"“{named}”"
        return found.group(0)

    return _FIELD.sub(label, words)
