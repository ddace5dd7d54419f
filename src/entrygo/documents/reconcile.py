"""The proof that a package's files agree with the plan and so with each other, made from the files' own bytes.

Each file is read back and every figure it states is held against the plan's. A file that states another figure,
leaves one out or adds one stops the package.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.parsers.expat import ExpatError

from entrygo.contract.money import cents
from entrygo.contract.plan import EntryLine, Plan
from entrygo.documents.artifact import File
from entrygo.documents.columns import CHAPTER_99_COLUMNS, Column
from entrygo.documents.jsonfile import parsed
from entrygo.documents.readers import (
    Figure,
    Figures,
    Foreign,
    cargowise,
    csv_invoice,
    html_page,
    json_goods,
    json_invoice,
    json_items,
    packing_list,
)
from entrygo.documents.readers import entry_lines as entry_lines_csv
from entrygo.documents.text_format import GRAM, digits, hts, money, number
from entrygo.tariff.units import ace_code

SHOWN = 5
"""How many disagreements a message spells out; the exception holds them all."""

CODES = frozenset({"hts10", "origin", "spi", "chapter_99"})
WEIGHTS = frozenset({"net_weight_kg", "gross_weight_kg"})
PARSED = frozenset({"cci_json", "packing_list"})
"""The files that are JSON: parsed once, however many ways they are read."""
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
class _Reading:
    """What one file states: which figures, and whether it states a line's figures as sums of parts."""

    read: Callable[[Foreign], Figures]
    names: frozenset[str]
    sums_parts: bool = False


def prove(files: Iterable[File], plan: Plan, columns: tuple[Column, ...]) -> None:
    """Hold every file against the plan. Raises :class:`InconsistentPackage` naming each figure and file."""
    planned = planned_figures(plan)
    found = list(_plan_faults(plan))
    readings = _readings(columns)
    for file in files:
        found.extend(_faults(file, readings.get(file.artifact_type, ()), planned))
    if found:
        raise InconsistentPackage(tuple(found))


def planned_figures(plan: Plan) -> Figures:
    """Every figure of the plan that papers state, as text; the empty text where the plan knows none."""
    figures: Figures = {}
    for entry in plan.entries:
        figures[entry.number, 0, "entry_type"] = entry.entry_type.value
        for name, text in _sums(entry.lines, entry.value_usd).items():
            figures[entry.number, 0, name] = text
        figures[entry.number, 0, "duty_usd"] = _text(entry.duty_usd)
        for line in entry.lines:
            for name, text in _of_line(line).items():
                figures[entry.number, line.line_no, name] = text
    lines = [line for entry in plan.entries for line in entry.lines]
    for name, text in _sums(lines, plan.value_usd).items():
        figures[0, 0, name] = text
    figures[0, 0, "duty_usd"] = _text(plan.duty_usd)
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


def _readings(columns: tuple[Column, ...]) -> Mapping[str, tuple[_Reading, ...]]:
    printed = frozenset({"printed_hts", "printed_net", "printed_gross", "printed_value"})
    whole = LINE_FIGURES | {"entry_type", "duty_usd"}
    parts = WEIGHTS | {"pieces", "value_usd"}
    mapped = _mapped_names(frozenset(column.source for column in columns if column.source))
    return {
        "cci_human_readable": (_Reading(read=html_page, names=whole | printed),),
        "cci_csv": (_Reading(read=csv_invoice, names=whole | {"first_quantities"}),),
        "cci_json": (
            _Reading(read=json_invoice, names=whole | {"quantities", "layers_usd"}),
            _Reading(read=json_goods, names=parts, sums_parts=True),
            _Reading(read=json_items, names=parts, sums_parts=True),
        ),
        "packing_list": (
            _Reading(read=packing_list, names=WEIGHTS | {"hts10", "origin", "pieces"}, sums_parts=True),
        ),
        "broker_lines": (
            _Reading(read=lambda data: entry_lines_csv(data, columns), names=mapped, sums_parts=True),
        ),
        "cargowise_xml": (_Reading(read=cargowise, names=LINE_FIGURES, sums_parts=True),),
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


def _faults(file: File, readings: Sequence[_Reading], planned: Figures) -> Iterable[Disagreement]:
    if not readings:
        return
    try:
        opened = parsed(file.content) if file.artifact_type in PARSED else file.content
        told = [(reading, reading.read(opened)) for reading in readings]
    except (ValueError, KeyError, IndexError, TypeError, ArithmeticError, ExpatError) as fault:
        yield Disagreement(
            figure="every figure", file=file.filename, planned="readable", stated=f"not ({fault})"
        )
        return
    for reading, stated in told:
        yield from _differences(file, reading, stated, planned)


def _differences(file: File, reading: _Reading, stated: Figures, planned: Figures) -> Iterable[Disagreement]:
    """Where a reading states another figure than the plan. Figures that are spelled alike need no second look."""
    wanted = {figure: text for figure, text in planned.items() if figure[2] in reading.names}
    unlike = {figure for figure, _ in wanted.items() ^ stated.items()}
    wanted = {figure: wanted[figure] for figure in unlike if figure in wanted}
    stated = {figure: stated[figure] for figure in unlike if figure in stated}
    if reading.sums_parts:
        stated, wanted = _comparable(stated, wanted)
    else:
        wanted = {f: text for f, text in wanted.items() if f in stated or not _is_optional(f)}
    for figure in sorted({*wanted, *stated}):
        if wanted.get(figure) != stated.get(figure) and figure[2] in reading.names:
            yield Disagreement(
                figure=_named(figure),
                file=file.filename,
                planned=wanted.get(figure),
                stated=stated.get(figure),
            )


def _is_optional(figure: Figure) -> bool:
    """Of an entry every file states the type and value; its other sums only where a file carries them."""
    entry, line, name = figure
    return bool(entry) and not line and name not in {"entry_type", "value_usd"}


def _comparable(stated: Figures, wanted: Figures) -> tuple[Figures, Figures]:
    """Sums of parts against the plan's whole: to the cent and the gram, and only what the plan knows and they state.

    Such files state no sums for an entry, and totals only where they carry them.
    """
    known = {figure: text for figure, text in wanted.items() if text or figure[2] not in WEIGHTS}
    wanted_here = {f: _rounded(f, text) for f, text in known.items() if f[1] or f in stated}
    stated_here = {f: _rounded(f, text) for f, text in stated.items() if f in known or f not in wanted}
    return stated_here, wanted_here


def _rounded(figure: Figure, text: str) -> str:
    if figure[2] == "value_usd" and text:
        return str(cents(Decimal(text)))
    if figure[2] in WEIGHTS and text:
        return str(Decimal(text).quantize(GRAM))
    return text


def _plan_faults(plan: Plan) -> Iterable[Disagreement]:
    """The plan's own arithmetic: items make their line, lines their entry, entries the whole."""
    for entry in plan.entries:
        for line in entry.lines:
            where: Figure = (entry.number, line.line_no, "value_usd")
            yield from _differ(where, line.value_usd, _sum([item.value_usd for item in line.items]))
            where = (entry.number, line.line_no, "pieces")
            yield from _differ(where, line.pieces, sum((item.quantity for item in line.items), Decimal(0)))
        whole = _sum([line.value_usd for line in entry.lines])
        yield from _differ((entry.number, 0, "value_usd"), entry.value_usd, whole)
    yield from _differ((0, 0, "value_usd"), plan.value_usd, _sum([e.value_usd for e in plan.entries]))


def _differ(figure: Figure, whole: Decimal | None, parts: Decimal | None) -> Iterable[Disagreement]:
    if whole is None or parts is None or cents(whole) != cents(parts):
        yield Disagreement(
            figure=_named(figure),
            file="the sum of the plan's parts",
            planned=_text(whole),
            stated=_text(parts),
        )


def _named(figure: Figure) -> str:
    entry, line, name = figure
    where = f"entry {entry} line {line}" if line else f"entry {entry}" if entry else "total"
    return f"{where} {name}"


def _sum(parts: list[Decimal | None]) -> Decimal | None:
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else number(amount).replace(",", "")
