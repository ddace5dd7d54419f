"""Reads each file of a package back into figures: (entry, line) -> name -> text. The proof compares them.

Entry 0 stands for the whole, line 0 for an entry's own figures. Decimals are plain text, absence is the empty text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from html import unescape
from operator import itemgetter
from typing import Any, TypeAlias
from xml.parsers.expat import ParserCreate

from entrygo.contract.canonical import decimal_text
from entrygo.documents.columns import CHAPTER_99_COLUMNS, Column
from entrygo.documents.csv_cells import read_columns
from entrygo.documents.jsonfile import Parts

Where: TypeAlias = tuple[int, int]
Figures: TypeAlias = dict[Where, dict[str, str]]
Foreign: TypeAlias = Any  # Any: a JSON value, read back and spelled as text
TOTALS = ("value_usd", "pieces", "net_weight_kg", "gross_weight_kg")
WHOLE: Where = (0, 0)


def spelled(value: Foreign) -> str:
    """A read value as the figures spell it."""
    return "" if value is None else str(value)


class StatedTwice(ValueError):
    """A file states one invoice line more than once."""


def _put(figures: Figures, where: Where, stated: dict[str, str]) -> None:
    if where in figures:
        raise StatedTwice(f"line {where[0]}.{where[1]} stands there twice")
    figures[where] = stated


def _sum(texts: Iterable[str]) -> str:
    """The sum of several; the empty text where one is not known. One alone stands as it is."""
    listed = list(texts)
    if "" in listed:
        return ""
    return listed[0] if len(listed) == 1 else decimal_text(sum(map(Decimal, listed), Decimal(0)))


def _named(document: Foreign, names: Iterable[str]) -> dict[str, str]:
    return {name: spelled(document[name]) for name in names}


LINE_INDENT, ORDER_INDENT = 8, 4
"""How far from the margin a line stands in the invoice's JSON, and an order in the packing list's."""
_SAME = ("hts10", "spi", *TOTALS, "duty_usd")


def json_invoice(data: bytes) -> tuple[Figures, Figures, Figures]:
    """The figures of ``commercial_customs_invoice.json``; its products, and the orders behind them, summed by line."""
    parts = Parts(data, indent=LINE_INDENT)
    figures: Figures = {}
    goods: Figures = {}
    items: Figures = {}
    lines = iter(parts)
    for section in parts.document["sections"]:
        entry = section["entry_number"]
        figures[entry, 0] = _named(section["totals"], TOTALS) | {
            "entry_type": section["entry_type"],
            "duty_usd": spelled(section["estimate"]["duty_usd"]),
        }
        for line in (next(lines) for _ in section["lines"]):
            where = (entry, line["line_no"])
            if line["entry_number"] != entry:
                raise ValueError(f"line {line['entry_number']}.{where[1]} stands in entry {entry}")
            _put(figures, where, _json_line(line))
            goods[where] = _json_parts(line["goods"])
            items[where] = _json_parts([item for each in line["goods"] for item in each["items"]])
    if next(lines, None) is not None:
        raise ValueError("a line stands in no entry")
    whole = parts.document
    figures[WHOLE] = _named(whole["totals"], TOTALS) | {"duty_usd": spelled(whole["estimate"]["duty_usd"])}
    return figures, goods, items


def _json_parts(parts: list[Foreign]) -> dict[str, str]:
    return {
        name: _sum([spelled(part["quantity" if name == "pieces" else name]) for part in parts])
        for name in TOTALS
    }


def _json_line(line: Foreign) -> dict[str, str]:
    stated = _named(line, _SAME)
    stated["layers_usd"] = _sum([spelled(layer["amount_usd"]) for layer in line["layers"]])
    stated["origin"] = line["country_of_origin"]
    stated["chapter_99"] = " ".join(line["chapter_99"]).replace(".", "")
    stated["quantities"] = "; ".join([f"{spelled(amount)} {unit}" for amount, unit in line["quantities"]])
    return stated


_CSV_COLUMNS = (
    "entry_number", "line_no", "entry_type", "hts", "country_of_origin", "spi", "pieces", "qty1", "uom1", "qty2",
    "uom2", "net_weight_kg", "gross_weight_kg", "entered_value_usd", "duty_estimate_usd",
    *(f"chapter_99_{place}" for place in range(1, len(CHAPTER_99_COLUMNS) + 1)),
)  # fmt: skip


def csv_invoice(data: bytes) -> tuple[Figures]:
    """The figures of ``commercial_customs_invoice.csv``; sums of its rows are the entries' and the whole."""
    figures: Figures = {}
    kinds: dict[int, str] = {}
    for row in read_columns(data, _CSV_COLUMNS):
        (
            number,
            line_no,
            kind,
            hts,
            origin,
            spi,
            pieces,
            qty1,
            uom1,
            qty2,
            uom2,
            net,
            gross,
            value,
            duty,
            *headings,
        ) = row
        entry = int(number)
        kinds[entry] = kind
        _put(figures, (entry, int(line_no)), {
            "hts10": hts.replace(".", ""),
            "origin": origin,
            "spi": spi,
            "chapter_99": " ".join(filter(None, headings)).replace(".", ""),
            "pieces": pieces,
            "first_quantities": "; ".join([f"{qty} {uom}" for qty, uom in ((qty1, uom1), (qty2, uom2)) if qty]),
            "net_weight_kg": net,
            "gross_weight_kg": gross,
            "value_usd": value,
            "duty_usd": duty,
        })  # fmt: skip
    values: dict[int, list[str]] = {}
    for (entry, _), stated in figures.items():
        values.setdefault(entry, []).append(stated["value_usd"])
    whole = {name: _sum([stated[name] for stated in figures.values()]) for name in (*TOTALS, "duty_usd")}
    figures |= {(entry, 0): {"entry_type": kinds[entry], "value_usd": _sum(values[entry])} for entry in kinds}
    return (figures | {WHOLE: whole},)


class _Summed:
    """Figures of rows that are parts of a line: codes every part must state alike, amounts that are summed."""

    def __init__(self) -> None:
        self._codes: Figures = {}
        self._amounts: dict[Where, dict[str, list[str]]] = {}

    def add(self, where: Where, codes: Mapping[str, str], amounts: Mapping[str, str]) -> None:
        """One part. Two different codes of a line are kept side by side, and so disagree with any one."""
        before = self._codes.setdefault(where, dict(codes))
        for name, text in codes.items():
            if before[name] != text and text not in before[name].split(" / "):
                before[name] = f"{before[name]} / {text}"
        parts = self._amounts.setdefault(where, {})
        for name, text in amounts.items():
            parts.setdefault(name, []).append(text)

    def figures(self) -> Figures:
        """What the parts come to."""
        return {
            where: codes | {name: _sum(texts) for name, texts in self._amounts[where].items()}
            for where, codes in self._codes.items()
        }


def packing_list(data: bytes) -> tuple[Figures]:
    """The figures of ``packing_list.json``: contents of the orders by invoice line, and its own totals."""
    parts, summed = Parts(data, indent=ORDER_INDENT), _Summed()
    for order in parts:
        for content in order["contents"]:
            codes = {"hts10": content["hts"].replace(".", ""), "origin": content["country_of_origin"]}
            where = (content["entry_number"], content["line_no"])
            summed.add(where, codes, _named(content, ("pieces", "net_weight_kg", "gross_weight_kg")))
    totals = _named(parts.document["totals"], ("pieces", "net_weight_kg", "gross_weight_kg"))
    return (summed.figures() | {WHOLE: totals},)


_CODES = {"hts10": "hts10", "origin": "country_of_origin", "spi": "spi"}
_AMOUNTS = {
    "pieces": "quantity", "net_weight_kg": "net_weight_kg", "gross_weight_kg": "gross_weight_kg",
    "value_usd": "entered_value_usd",
}  # fmt: skip


def entry_lines(data: bytes, columns: Sequence[Column]) -> tuple[Figures]:
    """The figures of ``broker_entry_lines.csv``, its products summed by entry line; what it does not state is left out.

    Raises ``ValueError`` when the header is not the one these columns make.
    """
    names = {column.source: column.name for column in columns if column.source}
    header = [column.name for column in columns]
    if "line_no" not in names:
        read_columns(data, header, header=header)
        return ({},)
    codes = [(name, source) for name, source in _CODES.items() if source in names]
    amounts = [(name, source) for name, source in _AMOUNTS.items() if source in names]
    headings = [name for name in CHAPTER_99_COLUMNS if name in names]
    wanted = ["line_no", *(source for _, source in (*codes, *amounts)), *headings]
    summed, cut = _Summed(), 1 + len(codes)
    is_told = "quantity" in names
    quantity = cut + [name for name, _ in amounts].index("pieces") if is_told else 0
    rows = read_columns(data, [names[source] for source in wanted], header=header)
    for row in rows:
        entry, _, line = row[0].partition(".")
        stated = dict(zip([name for name, _ in codes], row[1:], strict=False))
        stated["chapter_99"] = " ".join(filter(None, row[cut + len(amounts) :]))
        is_further = is_told and not row[quantity]  # goods have a quantity, a further answer has none
        sums = {} if is_further else dict(zip([name for name, _ in amounts], row[cut:], strict=False))
        summed.add((int(entry), int(line)), stated, sums)
    return (summed.figures(),)


_PAIR = re.compile(
    r"<Key>(EntryLine|EnteredValueUsd|TotalEnteredValueUsd|Chapter99Number\d)</Key>\s*<Value>([^<]*)</Value>"
)
_ELEMENT = re.compile(
    r"<(HarmonisedCode|CountryOfOrigin|PrimaryPreference|InvoiceQuantity|NetWeight|Weight)>(?:\s*<Code>)?([^<]*)<"
)
_LINE, _LINE_END = b"<CommercialInvoiceLine>", "<AddInfoCollection>"


def cargowise(data: bytes) -> tuple[Figures]:
    """The figures of ``universal_shipment.xml``, its products summed by entry line.

    A parser reads the whole file for its form; figures are then found by their elements, as the file is ours and a
    stranger's ``<`` is escaped in it.
    """
    ParserCreate().Parse(data, True)  # noqa: FBT003 -- the parser's own signature: this is all of it
    summed, start = _Summed(), data.find(_LINE)
    before = data if start < 0 else data[:start]
    while start >= 0:
        end = data.find(_LINE, start + len(_LINE))
        goods, _, further = data[start : end if end >= 0 else None].decode().partition(_LINE_END)
        start = end
        information = dict(_PAIR.findall(further))
        stated = dict(_ELEMENT.findall(goods))
        entry, _, line = information["EntryLine"].partition(".")
        headings = [text for name, text in information.items() if name.startswith("Chapter99")]
        codes = {
            "hts10": stated.get("HarmonisedCode", ""), "origin": stated.get("CountryOfOrigin", ""),
            "spi": stated.get("PrimaryPreference", ""), "chapter_99": " ".join(headings),
        }  # fmt: skip
        amounts = {
            "pieces": stated.get("InvoiceQuantity", ""), "net_weight_kg": stated.get("NetWeight", ""),
            "gross_weight_kg": stated.get("Weight", ""), "value_usd": information.get("EnteredValueUsd", ""),
        }  # fmt: skip
        summed.add((int(entry), int(line)), codes, amounts)
    total = dict(_PAIR.findall(before.decode())).get("TotalEnteredValueUsd", "")
    return (summed.figures() | {WHOLE: {"value_usd": total}},)


_TAG = re.compile(r"<(table|tbody)\b([^>]*)>")
_STATED = re.compile(r'\bdata-([a-z0-9-]+)(?:="([^"]*)")?')
_CELL = re.compile(r"</t[dh]>")
_MARKUP = re.compile(r"<[^>]*>")
_LINE_DATA = (
    ("hts10", "hs"), ("origin", "origin"), ("spi", "spi"), ("chapter_99", "chapter99"), ("pieces", "pieces"),
    ("net_weight_kg", "net"), ("gross_weight_kg", "gross"), ("value_usd", "value"), ("duty_usd", "duty"),
)  # fmt: skip
_SUMS = (("value_usd", "value"), ("pieces", "pieces"), ("net_weight_kg", "net"), ("gross_weight_kg", "gross"))


def html_page(data: bytes) -> tuple[Figures]:
    """The figures of ``commercial_customs_invoice.html``: its data attributes, and the printed cells of each line.

    The page is ours: a stranger's ``<``, ``>`` and quotes are escaped in it, so a tag ends at the next ``>``.
    """
    page, entry = data.decode(), 0
    figures: Figures = {}
    for tag in _TAG.finditer(page):
        stated = {name: unescape(value or "") for name, value in _STATED.findall(tag[2])}
        if tag[1] == "table":
            entry = int(stated.get("entry", 0))
            where, found = _table_figures(stated, entry)
            if found:
                figures.setdefault(where, {}).update(found)
        elif "line" in stated:
            told = {name: stated[attribute] for name, attribute in _LINE_DATA}
            told["chapter_99"] = told["chapter_99"].replace(".", "")
            told |= _printed(page[tag.end() : page.index("</tr>", tag.end())])
            _put(figures, (entry, int(stated["line"])), told)
    return (figures,)


def _table_figures(stated: Mapping[str, str], entry: int) -> tuple[Where, dict[str, str]]:
    if entry:
        return (entry, 0), {"entry_type": stated["entry-type"], "value_usd": stated["value"]}
    if "totals" in stated:
        return WHOLE, {name: stated[attribute] for name, attribute in _SUMS}
    return WHOLE, {"duty_usd": stated["duty"]} if "estimate" in stated else {}


_PRINTED = itemgetter(1, 5, 6, 8)


def _printed(row: str) -> dict[str, str]:
    """What the cells of a line's first row print: code, weights, value."""
    code, net, gross, value = (
        unescape(_MARKUP.sub("", cell.partition("<br>")[0])) for cell in _PRINTED(_CELL.split(row))
    )
    return {"printed_hts": code, "printed_net": net, "printed_gross": gross, "printed_value": value}
