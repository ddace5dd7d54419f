"""The proof that a package's files agree with the plan and so with each other, made from the files' own bytes.

Each file is read back and every figure it states is held against the plan's. A file that states another figure,
leaves one out or adds one stops the package.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.parsers.expat import ExpatError

from entrygo.contract.canonical import decimal_text
from entrygo.contract.money import cents
from entrygo.contract.plan import EntryLine, Plan
from entrygo.documents.artifact import File
from entrygo.documents.columns import CHAPTER_99_COLUMNS, Column
from entrygo.documents.readers import (
    WHOLE,
    Figures,
    Where,
    cargowise,
    csv_invoice,
    entry_lines,
    html_page,
    json_invoice,
    packing_list,
)
from entrygo.documents.text_format import GRAM, digits, hts, money, number
from entrygo.tariff.units import ace_code

SHOWN = 5
"""How many disagreements a message spells out; the exception holds them all."""

CODES = frozenset({"hts10", "origin", "spi", "chapter_99"})
WEIGHTS = frozenset({"net_weight_kg", "gross_weight_kg"})
LINE_FIGURES = CODES | WEIGHTS | {"pieces", "value_usd"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One figure one file states otherwise than the plan; ``None`` stands for a figure that is not there."""

    figure: str
    file: str
    planned: str | None
    stated: str | None

    def __str__(self) -> str:
        """One sentence: where, what it should be, what it is."""
        return f"{self.figure} is {self.stated} in {self.file}, {self.planned} in the plan"


class InconsistentPackage(Exception):
    """Files of a package disagree with its plan, so it must not be sealed."""

    def __init__(self, disagreements: tuple[Disagreement, ...]) -> None:
        more = len(disagreements) - SHOWN
        said = "; ".join(str(each) for each in disagreements[:SHOWN])
        super().__init__(
            f"the package disagrees with its plan: {said}" + (f"; and {more} more" if more > 0 else "")
        )
        self.disagreements = disagreements

    def __reduce__(self) -> tuple[type["InconsistentPackage"], tuple[tuple[Disagreement, ...]]]:
        """Made again from its disagreements in another process."""
        return type(self), (self.disagreements,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What one reading of a file tells: which figures, and whether it states a line's figures as sums of parts."""

    names: frozenset[str]
    sums_parts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """How a file is read: into one set of figures for each of what it tells."""

    read: Callable[[bytes], tuple[Figures, ...]]
    told: tuple[_Told, ...]


def prove(files: Iterable[File], plan: Plan, columns: tuple[Column, ...]) -> None:
    """Hold every file against the plan. Raises :class:`InconsistentPackage` naming each figure and file."""
    planned = planned_figures(plan)
    found = list(_plan_faults(plan))
    readings = _readings(columns)
    for file in files:
        if file.artifact_type in readings:
            found.extend(_faults(file, readings[file.artifact_type], planned))
    if found:
        raise InconsistentPackage(tuple(found))


def planned_figures(plan: Plan) -> Figures:
    """Every figure of the plan that papers state, as text; the empty text where the plan knows none."""
    figures: Figures = {}
    for entry in plan.entries:
        figures[entry.number, 0] = {
            "entry_type": entry.entry_type.value,
            **_sums(entry.lines, entry.value_usd),
            "duty_usd": _text(entry.duty_usd),
        }
        for line in entry.lines:
            figures[entry.number, line.line_no] = _of_line(line)
    lines = [line for entry in plan.entries for line in entry.lines]
    figures[WHOLE] = _sums(lines, plan.value_usd) | {"duty_usd": _text(plan.duty_usd)}
    return figures


def _sums(lines: Sequence[EntryLine], value_usd: Decimal | None) -> dict[str, str]:
    return {
        "value_usd": _text(value_usd),
        "pieces": _text(sum((line.pieces for line in lines), Decimal(0))),
        "net_weight_kg": _text(_sum([line.net_weight_kg for line in lines])),
        "gross_weight_kg": _text(_sum([line.gross_weight_kg for line in lines])),
    }


def _of_line(line: EntryLine) -> dict[str, str]:
    code = digits(line.hs_code)
    quantities = tuple(f"{_text(amount)} {unit}" for amount, unit in line.quantities)
    by_code = tuple(
        f"{_text(amount)} {ace_code(unit) or unit.upper()}" for amount, unit in line.quantities[:2]
    )
    return {
        "hts10": code,
        "origin": line.country_of_origin,
        "spi": line.spi or "",
        "chapter_99": " ".join(digits(heading) for heading in line.headings),
        "pieces": _text(line.pieces),
        "quantities": "; ".join(quantities),
        "first_quantities": "; ".join(by_code),
        "net_weight_kg": _text(line.net_weight_kg),
        "gross_weight_kg": _text(line.gross_weight_kg),
        "value_usd": _text(line.value_usd),
        "duty_usd": _text(line.duty_usd),
        "layers_usd": _text(_sum([layer.amount_usd for layer in line.layers])),
        "printed_hts": hts(code),
        "printed_net": number(line.net_weight_kg),
        "printed_gross": number(line.gross_weight_kg),
        "printed_value": money(line.value_usd),
    }


def _readings(columns: tuple[Column, ...]) -> Mapping[str, _Reading]:
    printed = frozenset({"printed_hts", "printed_net", "printed_gross", "printed_value"})
    whole = LINE_FIGURES | {"entry_type", "duty_usd"}
    parts = WEIGHTS | {"pieces", "value_usd"}
    mapped = _mapped_names(frozenset(column.source for column in columns if column.source))
    return {
        "cci_human_readable": _Reading(read=html_page, told=(_Told(names=whole | printed),)),
        "cci_csv": _Reading(read=csv_invoice, told=(_Told(names=whole | {"first_quantities"}),)),
        "cci_json": _Reading(
            read=json_invoice,
            told=(
                _Told(names=whole | {"quantities", "layers_usd"}),
                _Told(names=parts, sums_parts=True),
                _Told(names=parts, sums_parts=True),
            ),
        ),
        "packing_list": _Reading(
            read=packing_list,
            told=(_Told(names=WEIGHTS | {"hts10", "origin", "pieces"}, sums_parts=True),),
        ),
        "broker_lines": _Reading(
            read=lambda data: entry_lines(data, columns), told=(_Told(names=mapped, sums_parts=True),)
        ),
        "cargowise_xml": _Reading(read=cargowise, told=(_Told(names=LINE_FIGURES, sums_parts=True),)),
    }


def _mapped_names(mapped: frozenset[str]) -> frozenset[str]:
    """The figures a broker's own layout still states; none where it leaves the line number out."""
    columns = {
        "hts10": "hts10",
        "origin": "country_of_origin",
        "spi": "spi",
        "pieces": "quantity",
        "net_weight_kg": "net_weight_kg",
        "gross_weight_kg": "gross_weight_kg",
        "value_usd": "entered_value_usd",
    }
    names = {name for name, column in columns.items() if column in mapped}
    if mapped.issuperset(CHAPTER_99_COLUMNS):
        names.add("chapter_99")
    return frozenset(names) if "line_no" in mapped else frozenset()


def _faults(file: File, reading: _Reading, planned: Figures) -> Iterable[Disagreement]:
    try:
        read = reading.read(file.content)
    except (ValueError, KeyError, IndexError, TypeError, ArithmeticError, ExpatError, StopIteration) as fault:
        yield Disagreement(
            figure="every figure", file=file.filename, planned="readable", stated=f"not ({fault})"
        )
        return
    for told, stated in zip(reading.told, read, strict=True):
        yield from _differences(file, told, stated, planned)


def _differences(file: File, told: _Told, stated: Figures, planned: Figures) -> Iterable[Disagreement]:
    """Where a file states another figure than the plan. What is spelled alike needs no second look."""
    names = sorted(told.names)
    nothing: dict[str, str] = {}
    for where in planned if stated.keys() <= planned.keys() else sorted({*planned, *stated}):
        wanted, said = planned.get(where, nothing), stated.get(where, nothing)
        for name in names:
            if wanted.get(name) != said.get(name):
                yield from _difference(file, told, (where, name), wanted.get(name), said.get(name))


def _difference(
    file: File, told: _Told, figure: tuple[Where, str], planned: str | None, stated: str | None
) -> Iterable[Disagreement]:
    """One figure that is spelled otherwise.

    Sums of parts are compared to the cent and the gram, where the plan knows the weight. A file with sums of parts
    states none for an entry, and totals only where it carries them; others state an entry's type and value always.
    """
    (entry, line), name = figure
    if told.sums_parts:
        if (planned == "" and name in WEIGHTS) or (stated is None and not line):
            return
        planned, stated = _rounded(name, planned), _rounded(name, stated)
    elif stated is None and entry and not line and name not in {"entry_type", "value_usd"}:
        return
    if planned != stated:
        yield Disagreement(
            figure=_named((entry, line), name), file=file.filename, planned=planned, stated=stated
        )


def _rounded(name: str, text: str | None) -> str | None:
    if not text:
        return text
    if name == "value_usd":
        return str(cents(Decimal(text)))
    return str(Decimal(text).quantize(GRAM)) if name in WEIGHTS else text


def _plan_faults(plan: Plan) -> Iterable[Disagreement]:
    """The plan's own arithmetic: items make their line, lines their entry, entries the whole."""
    for entry in plan.entries:
        for line in entry.lines:
            named = _named((entry.number, line.line_no), "value_usd")
            yield from _differ(named, line.value_usd, _sum([item.value_usd for item in line.items]))
            named = _named((entry.number, line.line_no), "pieces")
            yield from _differ(named, line.pieces, sum((item.quantity for item in line.items), Decimal(0)))
        whole = _sum([line.value_usd for line in entry.lines])
        yield from _differ(_named((entry.number, 0), "value_usd"), entry.value_usd, whole)
    whole = _sum([entry.value_usd for entry in plan.entries])
    yield from _differ(_named(WHOLE, "value_usd"), plan.value_usd, whole)


def _differ(named: str, whole: Decimal | None, parts: Decimal | None) -> Iterable[Disagreement]:
    if whole is None or parts is None or cents(whole) != cents(parts):
        yield Disagreement(
            figure=named,
            file="the sum of the plan's parts",
            planned=_text(whole),
            stated=_text(parts),
        )


def _named(figure_at: Where, name: str) -> str:
    entry, line = figure_at
    where = f"entry {entry} line {line}" if line else f"entry {entry}" if entry else "total"
    return f"{where} {name}"


def _sum(parts: list[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else decimal_text(amount)
