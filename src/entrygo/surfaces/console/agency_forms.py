"""A product's answers to agencies as forms: one form a programme, made of the programme's own elements."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from entrygo.planning.agencies import AGENCIES
from entrygo.planning.agency_programmes import DISCLAIMS, PROGRAMMES, disclaims_of
from entrygo.planning.agency_programmes.model import Element, Programme
from entrygo.planning.product_facts import plain_key
from entrygo.surfaces.console.vocabulary import agency_words

Json = dict[str, Any]  # Any: JSON of an answer
ASKED_BY: Mapping[str, str] = {
    "PRIOR_NOTICE_MISSING": "FD.FOO",
    "FSVP_IMPORTER_MISSING": "FD.FSV",
    "COSMETIC_REGISTRATION_MISSING": "FD.COS",
    "CPSC_CERTIFICATE_MISSING": "CP.CPS",
    "LACEY_DECLARATION_MISSING": "AL.APL",
    "WILDLIFE_ANSWER_RECOMMENDED": "FW.FWS",
    "RADIO_DEVICE_UNANSWERED": "FC.FCC",
}
_FLAG = re.compile(r"\(([A-Z]{2})[0-9X]\)")
BY_KEY: Mapping[str, Programme] = {f"{each.agency}.{each.code}": each for each in PROGRAMMES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A field of the form: its name in the form, what it asks, in words what belongs in it, an example, what stands
    in it, and whether planning waits for it."""

    name: str
    asks: str
    words: str
    example: str
    is_list: bool
    value: str
    is_asked: bool = False


def key_of(programme: Programme) -> str:
    """A programme in one word of an address."""
    return f"{programme.agency}.{programme.code}"


def title_of(programme: Programme) -> str:
    """A programme as people choose it: the agency, then the goods."""
    return f"{AGENCIES[programme.agency].label}: {programme.title}"


def disclaims(programme: Programme) -> list[tuple[str, str]]:
    """The disclaim codes the agency takes, with what each says."""
    return [("", "None: the answers above count")] + [
        (code, f"{code}: {DISCLAIMS[code]}") for code in disclaims_of(programme.agency)
    ]


def asked(findings: Sequence[Json]) -> list[str]:
    """The programmes that findings about agency answers ask for, the surest first."""
    found: dict[str, None] = {}
    for each in findings:
        if not each["field"].endswith("pga"):
            continue
        if each["code"] in ASKED_BY:
            found[ASKED_BY[each["code"]]] = None
        for prefix in _FLAG.findall(each["message"]):
            found |= dict.fromkeys(key_of(one) for one in PROGRAMMES if one.agency == prefix)
    return list(found)


def answer_to(programme: Programme, answers: Sequence[Json]) -> int | None:
    """Which of a product's answers is to this programme: one that names it, else one to its agency that names none."""
    names = AGENCIES[programme.agency].names
    mine = [at for at, each in enumerate(answers) if plain_key(each["agency"]).upper() in names]
    codes = {programme.code, *programme.names}
    named = [at for at in mine if plain_key(answers[at].get("program") or "").upper() in codes]
    unnamed = [at for at in mine if not answers[at].get("program")]
    return next(iter(named or unnamed), None)


def asked_elements(findings: Sequence[Json]) -> frozenset[str]:
    """The elements that findings name as missing, by their names in the form."""
    return frozenset(name for each in findings for name in (each.get("details") or {}).get("elements") or ())


def entries(
    programme: Programme,
    answer: Json | None,
    typed: Mapping[str, str],
    wanted: frozenset[str] = frozenset(),
) -> list[Entry]:
    """The fields of a programme's form, those that planning waits for first."""
    data = (answer or {}).get("data") or {}
    made = [
        Entry(
            name=f"data.{each.name}",
            asks=said.get("label") or each.asks[:1].upper() + each.asks[1:],
            words=said["help"],
            example=said["example"],
            is_list=each.is_list,
            value=typed.get(f"data.{each.name}", _text(_at(data, each))),
            is_asked=f"data.{each.name}" in wanted,
        )
        for each in programme.elements
        for said in (agency_words(key_of(programme), each.name),)
    ]
    return sorted(made, key=lambda each: not each.is_asked)


def _at(data: Any, element: Element) -> Any:  # Any: JSON
    for step in element.name.split("."):
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _text(value: Any) -> str:  # Any: JSON
    """A value as one types it; a list has a line each, a party its name."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(_text(each) for each in value)
    if isinstance(value, dict):
        return str(value.get("name", ""))
    return str(value)


def changed(programme: Programme, answers: Sequence[Json], typed: Mapping[str, str]) -> list[Json]:
    """The product's answers with this one as it was typed; one that says nothing is none.

    What the answer holds beyond the programme's elements stays as it is.
    """
    at = answer_to(programme, answers)
    kept: Json = deepcopy(answers[at]) if at is not None else {"agency": AGENCIES[programme.agency].name}
    data: Json = kept.get("data") or {}
    for each in entries(programme, kept, {}):
        text = typed.get(each.name, "").strip()
        if text != each.value.strip():
            _set(data, each.name.split(".")[1:], _value(text, each))
    answer = kept | {
        "program": kept.get("program") or programme.code,
        "disclaim": typed.get("disclaim") or None,
        "data": data or None,
    }
    others = [each for number, each in enumerate(answers) if number != at]
    return [*others, answer] if answer["disclaim"] or answer["data"] else others


def _value(text: str, entry: Entry) -> Any:  # Any: JSON
    if not text:
        return None
    return [line.strip() for line in text.splitlines() if line.strip()] if entry.is_list else text


def _set(data: Json, steps: Sequence[str], value: Any) -> None:  # Any: JSON
    first, *rest = steps
    if rest:
        inner = data.get(first)
        inner = dict(inner) if isinstance(inner, dict) else {}
        _set(inner, rest, value)
        value = inner or None
    if value is None:
        data.pop(first, None)
    else:
        data[first] = value
