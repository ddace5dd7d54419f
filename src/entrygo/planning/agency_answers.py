"""An answer to an agency, read by its programme: what it says, what is no value of that form, what it lacks.

An answer belongs to the programme it names, else to the one its product code or its elements point to. Keys that no
programme has are the operator's own and are left alone; an answer that has none of the programme's says nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from entrygo.contract.canonical import JsonValue
from entrygo.contract.facts import PgaAnswer
from entrygo.planning.agency_forms import unit_within
from entrygo.planning.agency_programmes import DISCLAIMS, PROGRAMMES, disclaims_of, programmes_of
from entrygo.planning.agency_programmes.fda import FOOD, FOODWARE, INDUSTRIES, PRODUCT_CODE
from entrygo.planning.agency_programmes.model import Element, Programme
from entrygo.planning.agency_programmes.nature import APHIS, LACEY
from entrygo.planning.product_facts import is_stated, plain_key

Data = Mapping[str, JsonValue]
_PROGRAM_KEYS = frozenset({"program", "programme", "programcode", "processing", "processingcode"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """One element that cannot be read: its path inside the answer, the value, what is expected, an example."""

    element: str
    value: str
    expected: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An answer as read.

    ``agencies`` are the flag prefixes it speaks to, none for an agency that nobody knows; ``programme`` is ``None``
    where nothing tells it. ``said`` are the elements stated in their form; ``lacks`` those still wanting to the
    set of elements it comes nearest to.
    """

    agencies: tuple[str, ...]
    programme: Programme | None = None
    disclaim: str | None = None
    said: frozenset[str] = frozenset()
    malformed: tuple[Malformed, ...] = ()
    lacks: tuple[Element, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether it says something, and all it says can be read."""
        return not self.malformed and bool(self.disclaim or self.said)


def read(answer: PgaAnswer, names: Mapping[str, tuple[str, ...]]) -> Reading:
    """Read an answer; ``names`` gives the flag prefixes that an agency's name, in plain capitals, stands for."""
    prefixes = names.get(_capitals(answer.agency), ())
    if not prefixes:
        known = ", ".join(sorted(name for name in names if len(name) > len(LACEY)))
        fault = Malformed(element="agency", value=answer.agency, expected=f"one of {known}", example="FDA")
        return Reading(agencies=(), malformed=(fault,))
    candidates = _candidates(prefixes)
    values = _values(answer.data)
    named = _named(answer, values)
    programme = _programme(candidates, named, values)
    faults = [*_disclaim_faults(answer, (programme.agency,) if programme else prefixes)]
    if named and all(named not in _names(candidate) for candidate in candidates):
        codes = ", ".join(candidate.code for candidate in candidates)
        faults.append(
            Malformed(element="program", value=named, expected=f"one of {codes}", example=candidates[0].code)
        )
    said, lacks = frozenset[str](), tuple[Element, ...]()
    if answer.data and programme:
        found = [_body(programme, body, path) for path, body in _bodies(programme, answer.data)]
        faults += [fault for body in found for fault in body.faults]
        said = frozenset(name for body in found for name in body.said)
        lacks = tuple(dict.fromkeys(element for body in found for element in body.lacks))
        faults += _industry_faults(programme, values)
    disclaim = (answer.disclaim or "").strip().upper() or None
    if values and not said and not faults and not disclaim:
        faults.append(_says_nothing(programme or candidates[0], values))
    return Reading(
        agencies=(programme.agency,) if programme else prefixes,
        programme=programme,
        disclaim=disclaim,
        said=said,
        malformed=tuple(faults),
        lacks=() if disclaim else lacks,
    )


@dataclass(frozen=True, slots=True)
class _Body:
    faults: tuple[Malformed, ...]
    said: frozenset[str]
    lacks: tuple[Element, ...]


def _capitals(text: str | None) -> str:
    return plain_key(text or "").upper()


def _names(programme: Programme) -> frozenset[str]:
    return _NAMES[programme.agency, programme.code]


def _candidates(prefixes: tuple[str, ...]) -> tuple[Programme, ...]:
    """The programmes an agency's name may mean; a Lacey answer may be addressed to APHIS."""
    whose = (*prefixes, LACEY) if APHIS in prefixes else prefixes
    return tuple(programme for prefix in whose for programme in programmes_of(prefix))


def _values(data: Data) -> dict[str, tuple[str, JsonValue]]:
    """The data that state something, by plain path: the path as it is spelled, and the value."""
    found: dict[str, tuple[str, JsonValue]] = {}
    for key, value in data.items():
        if is_stated(value):
            found.setdefault(plain_key(key), (key, value))
            if isinstance(value, Mapping):
                for inner, each in value.items():
                    if is_stated(each):
                        found.setdefault(f"{plain_key(key)}.{plain_key(inner)}", (f"{key}.{inner}", each))
    return found


def _named(answer: PgaAnswer, values: Mapping[str, tuple[str, JsonValue]]) -> str:
    """The programme an answer names, in plain capitals, or an empty text; ``data`` may name it too."""
    stated = _capitals(answer.program) or next(
        (_capitals(str(values[key][1])) for key in ("program", "programme", "programcode") if key in values),
        "",
    )
    processing = next((values[key][1] for key in ("processing", "processingcode") if key in values), None)
    return FOODWARE if stated == FOOD and _capitals(str(processing)) == FOODWARE else stated


def _programme(
    candidates: tuple[Programme, ...], named: str, values: Mapping[str, tuple[str, JsonValue]]
) -> Programme | None:
    chosen = next((candidate for candidate in candidates if named and named in _names(candidate)), None)
    industry = _industry(values)
    if industry and (chosen is None or chosen.code == FOOD):
        codes = INDUSTRIES[industry]
        if chosen is None or FOODWARE in codes:
            chosen = next((candidate for candidate in candidates if candidate.code in codes), chosen)
    if chosen is not None:
        return chosen
    if len(candidates) == 1:
        return candidates[0]
    told = {
        candidate: sum(key in _ELEMENTS[_key(candidate)] or key == candidate.parts for key in values)
        for candidate in candidates
    }
    best = max(told.values(), default=0)
    likeliest = [candidate for candidate in candidates if told[candidate] == best]
    return likeliest[0] if best else None


def _industry(values: Mapping[str, tuple[str, JsonValue]]) -> str | None:
    value = next((values[key][1] for key in ("productcode", "fdaproductcode") if key in values), None)
    return str(value).replace(" ", "")[:2] if PRODUCT_CODE.holds(value) else None


def _industry_faults(
    programme: Programme, values: Mapping[str, tuple[str, JsonValue]]
) -> Iterator[Malformed]:
    """A product code whose industry is another programme's."""
    industry = _industry(values)
    mine = [code for code, whose in INDUSTRIES.items() if programme.code in whose]
    if industry and mine and industry not in mine:
        spelled, value = next(values[key] for key in ("productcode", "fdaproductcode") if key in values)
        yield Malformed(
            element=f"data.{spelled}",
            value=str(value),
            expected=f"a product code of programme {programme.code}, industry {', '.join(mine)}; "
            f"industry {industry} is programme {' or '.join(INDUSTRIES[industry])}",
            example=f"{mine[0]}{PRODUCT_CODE.example[2:]}",
        )


def _disclaim_faults(answer: PgaAnswer, agencies: tuple[str, ...]) -> Iterator[Malformed]:
    code = (answer.disclaim or "").strip().upper()
    taken = "".join(dict.fromkeys("".join(disclaims_of(agency) for agency in agencies)))
    if code and (len(code) > 1 or code not in taken):
        says = "; ".join(f"{letter}: {DISCLAIMS[letter]}" for letter in taken)
        yield Malformed(
            element="disclaim",
            value=str(answer.disclaim),
            expected=f"a code the agency takes ({says})",
            example=taken[0],
        )


def _bodies(programme: Programme, data: Data) -> Iterator[tuple[str, Data]]:
    """The bodies of an answer with their paths: the data themselves, or each of the parts with what all share."""
    parts = next((data[key] for key in data if plain_key(key) == programme.parts), None)
    if not isinstance(parts, list | tuple) or not parts:
        yield "data", data
        return
    shared = {key: value for key, value in data.items() if plain_key(key) != programme.parts}
    for place, part in enumerate(parts):
        yield (
            f"data.{programme.parts}[{place}]",
            {**shared, **part} if isinstance(part, Mapping) else {"": part},
        )


def _body(programme: Programme, data: Data, path: str) -> _Body:
    elements = _ELEMENTS[_key(programme)]
    faults: list[Malformed] = []
    stated: dict[str, JsonValue] = {}
    for key, (spelled, value) in _values(data).items():
        element = elements.get(key)
        if element is None:
            continue
        wrong = list(_faults(element, value, f"{path}.{spelled}"))
        faults += wrong
        if not wrong:
            stated.setdefault(element.name, value)
    return _Body(tuple(faults), frozenset(stated), _lacks(programme, stated))


def _faults(element: Element, value: JsonValue, path: str) -> Iterator[Malformed]:
    many = isinstance(value, list | tuple)
    for place, each in enumerate(value if many else (value,)):
        if not element.form.holds(each):
            yield Malformed(
                element=f"{path}[{place}]" if many else path,
                value=str(each),
                expected=f"{element.asks}: {element.form.words}",
                example=str(element.form.example),
            )


def _lacks(programme: Programme, stated: Mapping[str, JsonValue]) -> tuple[Element, ...]:
    """What the nearest set still wants; nothing where one is whole."""
    wanting = [
        tuple(element for element in map(programme.element, names) if not _has(element, stated))
        for names in programme.sets
    ]
    return min(wanting, key=len, default=())


def _has(element: Element, stated: Mapping[str, JsonValue]) -> bool:
    if element.name in stated:
        value = stated[element.name]
        return (len(value) if isinstance(value, list | tuple) else 1) >= element.least
    return element.within is not None and unit_within(stated.get(element.within)) is not None


def _says_nothing(programme: Programme, values: Mapping[str, tuple[str, JsonValue]]) -> Malformed:
    element = programme.element(programme.sets[0][0])
    keys = ", ".join(spelled for key, (spelled, _) in values.items() if key not in _PROGRAM_KEYS)
    return Malformed(
        element=f"data.{element.name}",
        value=keys,
        expected=f"{element.asks}: {element.form.words}",
        example=str(element.form.example),
    )


def _key(programme: Programme) -> tuple[str, str]:
    return programme.agency, programme.code


def _path_key(name: str) -> str:
    return ".".join(plain_key(part) for part in name.split("."))


_ELEMENTS = {
    _key(programme): {
        _path_key(spelling): element
        for element in reversed(programme.elements)
        for spelling in (element.name, *element.spellings)
    }
    for programme in PROGRAMMES
}
_NAMES = {
    _key(programme): frozenset(_capitals(name) for name in (programme.code, *programme.names))
    for programme in PROGRAMMES
}
