"""Reads each file of a package back into figures: (entry, line, name) -> text. The proof compares them.

Entry 0 stands for the whole, line 0 for an entry's own figures. Decimals are plain text, absence is the empty text.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from html import unescape
from io import BytesIO
from operator import itemgetter
from typing import Any, TypeAlias
from xml.parsers.expat import ParserCreate

from entrygo.contract.canonical import decimal_text
from entrygo.documents.columns import CHAPTER_99_COLUMNS, Column
from entrygo.documents.csv_cells import Cell, read
from entrygo.documents.entry_lines import is_further_answer, read_lines

Figure: TypeAlias = tuple[int, int, str]
Figures: TypeAlias = dict[Figure, str]
Foreign: TypeAlias = Any  # Any: a JSON value, read back and spelled as text
TOTALS = ("value_usd", "pieces", "net_weight_kg", "gross_weight_kg")


def spelled(value: Foreign) -> str:
    """A read value as the figures spell it."""
    if value is None:
        return ""
    if isinstance(value, Decimal | int):
        return decimal_text(Decimal(value))
    return str(value)


def plain_number(text: str) -> str:
    """A number's one spelling, or the empty text."""
    return decimal_text(Decimal(text)) if text else ""


class StatedTwice(ValueError):
    """A file states one invoice line more than once."""


def _once(figures: Figures, figure: Figure) -> None:
    if figure in figures:
        raise StatedTwice(f"line {figure[0]}.{figure[1]} stands there twice")


def json_invoice(document: Foreign) -> Figures:
    """The figures of ``commercial_customs_invoice.json``, parsed."""
    figures: Figures = {}
    for section in document["sections"]:
        entry = section["entry_number"]
        figures[entry, 0, "entry_type"] = section["entry_type"]
        for name in TOTALS:
            figures[entry, 0, name] = spelled(section["totals"][name])
        figures[entry, 0, "duty_usd"] = spelled(section["estimate"]["duty_usd"])
        for line in section["lines"]:
            _once(figures, (entry, line["line_no"], "hts10"))
            figures |= {(entry, line["line_no"], name): text for name, text in _json_line(line).items()}
    totals = document["totals"]
    for name in TOTALS:
        figures[0, 0, name] = spelled(totals[name])
    figures[0, 0, "duty_usd"] = spelled(document["estimate"]["duty_usd"])
    return figures


def json_goods(document: Foreign) -> Figures:
    """The same file's products, summed by invoice line."""
    return _json_parts(document, lambda line: line["goods"])


def json_items(document: Foreign) -> Figures:
    """The same file's orders behind each product, summed by invoice line."""
    return _json_parts(document, lambda line: [item for goods in line["goods"] for item in goods["items"]])


def _json_parts(document: Foreign, parts_of: Callable[[Foreign], list[Foreign]]) -> Figures:
    figures: Figures = {}
    for section in document["sections"]:
        for line in section["lines"]:
            for name, stated in (
                *((name, name) for name in TOTALS if name != "pieces"),
                ("pieces", "quantity"),
            ):
                where = (section["entry_number"], line["line_no"], name)
                figures[where] = _sum(spelled(part[stated]) for part in parts_of(line))
    return figures


def _json_line(line: Foreign) -> dict[str, str]:
    same = ("hts10", "spi", "pieces", "net_weight_kg", "gross_weight_kg", "value_usd", "duty_usd")
    return {name: spelled(line[name]) for name in same} | {
        "layers_usd": _sum(spelled(layer["amount_usd"]) for layer in line["layers"]),
        "origin": line["country_of_origin"],
        "chapter_99": " ".join(heading.replace(".", "") for heading in line["chapter_99"]),
        "quantities": "; ".join(f"{spelled(amount)} {unit}" for amount, unit in line["quantities"]),
    }


_CSV_COLUMNS = (
    "entry_number", "line_no", "entry_type", "hts", "country_of_origin", "spi", "pieces", "qty1", "uom1", "qty2",
    "uom2", "net_weight_kg", "gross_weight_kg", "entered_value_usd", "duty_estimate_usd",
)  # fmt: skip


def csv_invoice(data: bytes) -> Figures:
    """The figures of ``commercial_customs_invoice.csv``; sums of its rows are the entries' and the whole."""
    header, rows = read(data)
    places = {name: place for place, name in enumerate(header)}
    headings = itemgetter(*(places[f"chapter_99_{place}"] for place in range(1, len(CHAPTER_99_COLUMNS) + 1)))
    stated = itemgetter(*(places[name] for name in _CSV_COLUMNS))
    figures: Figures = {}
    for row in rows:
        number, line_no, kind, hts, origin, spi, pieces, qty1, uom1, qty2, uom2, net, gross, value, duty = (
            stated(row)
        )
        entry, line = int(number), int(line_no)
        _once(figures, (entry, line, "hts10"))
        quantities = [f"{plain_number(qty)} {uom}" for qty, uom in ((qty1, uom1), (qty2, uom2)) if qty]
        figures[entry, 0, "entry_type"] = kind
        figures |= {
            (entry, line, "hts10"): hts.replace(".", ""),
            (entry, line, "origin"): origin,
            (entry, line, "spi"): spi,
            (entry, line, "chapter_99"): " ".join(cell.replace(".", "") for cell in headings(row) if cell),
            (entry, line, "pieces"): plain_number(pieces),
            (entry, line, "first_quantities"): "; ".join(quantities),
            (entry, line, "net_weight_kg"): plain_number(net),
            (entry, line, "gross_weight_kg"): plain_number(gross),
            (entry, line, "value_usd"): plain_number(value),
            (entry, line, "duty_usd"): plain_number(duty),
        }
    return figures | _summed(figures, ("value_usd", "pieces", "net_weight_kg", "gross_weight_kg", "duty_usd"))


def _summed(figures: Figures, names: Iterable[str]) -> Figures:
    """Sums over an entry's lines (value alone) and over all lines; the empty text where a part is not known."""
    sums: Figures = {}
    for name in names:
        parts = [(entry, text) for (entry, line, each), text in figures.items() if line and each == name]
        sums[0, 0, name] = _sum(text for _, text in parts)
        if name == "value_usd":
            for entry in {entry for entry, _ in parts}:
                sums[entry, 0, name] = _sum(text for each, text in parts if each == entry)
    return sums


def _sum(texts: Iterable[str]) -> str:
    listed = list(texts)
    if "" in listed:
        return ""
    return decimal_text(sum(map(Decimal, listed), Decimal(0)))


def packing_list(document: Foreign) -> Figures:
    """The figures of ``packing_list.json``, parsed: contents of the orders by invoice line, and its own totals."""
    parts: dict[Figure, list[str]] = {}
    codes: Figures = {}
    for order in document["orders"]:
        for content in order["contents"]:
            entry, line = content["entry_number"], content["line_no"]
            _code(codes, (entry, line, "hts10"), content["hts"].replace(".", ""))
            _code(codes, (entry, line, "origin"), content["country_of_origin"])
            for name in ("pieces", "net_weight_kg", "gross_weight_kg"):
                parts.setdefault((entry, line, name), []).append(spelled(content[name]))
    figures = codes | {figure: _sum(texts) for figure, texts in parts.items()}
    for name in ("pieces", "net_weight_kg", "gross_weight_kg"):
        figures[0, 0, name] = spelled(document["totals"][name])
    return figures


def _code(codes: Figures, figure: Figure, text: str) -> None:
    """A code several parts state must be one code: two different ones are kept side by side, and so disagree."""
    before = codes.get(figure, text)
    codes[figure] = before if text in before.split(" / ") else f"{before} / {text}"


def entry_lines(data: bytes, columns: Sequence[Column]) -> Figures:
    """The figures of ``broker_entry_lines.csv``, its products summed by entry line."""
    codes: Figures = {}
    parts: dict[Figure, list[str]] = {}
    for row in read_lines(data, columns, only=_READ_COLUMNS):
        if "line_no" not in row:
            return {}
        entry, line = (int(place) for place in str(row["line_no"]).split("."))
        headings = " ".join(str(row[name]) for name in CHAPTER_99_COLUMNS if row.get(name))
        stated: dict[str, Cell] = {
            "hts10": row.get("hts10"), "origin": row.get("country_of_origin"), "spi": row.get("spi"),
            "chapter_99": headings,
        }  # fmt: skip
        for name, cell in stated.items():
            _code(codes, (entry, line, name), spelled(cell))
        if is_further_answer(row):
            continue
        for name, column in _SUMMED_COLUMNS:
            parts.setdefault((entry, line, name), []).append(spelled(row.get(column)))
    return codes | {figure: _sum(texts) for figure, texts in parts.items()}


_SUMMED_COLUMNS = (
    ("pieces", "quantity"), ("net_weight_kg", "net_weight_kg"), ("gross_weight_kg", "gross_weight_kg"),
    ("value_usd", "entered_value_usd"),
)  # fmt: skip
_READ_COLUMNS = frozenset(
    {
        "line_no",
        "hts10",
        "country_of_origin",
        "spi",
        *CHAPTER_99_COLUMNS,
        *(column for _, column in _SUMMED_COLUMNS),
    }
)
_PAIR = re.compile(r"<Key>([^<]*)</Key>\s*<Value>([^<]*)</Value>")
_ELEMENT = re.compile(
    r"<(HarmonisedCode|CountryOfOrigin|PrimaryPreference|InvoiceQuantity|NetWeight|Weight)>(?:\s*<Code>)?([^<]*)<"
)


def cargowise(data: bytes) -> Figures:
    """The figures of ``universal_shipment.xml``, its products summed by entry line.

    A parser reads the whole file for its form; figures are then found by their elements, as the file is ours and a
    stranger's ``<`` is escaped in it.
    """
    ParserCreate().ParseFile(BytesIO(data))
    text = data.decode()
    codes: Figures = {}
    parts: dict[Figure, list[str]] = {}
    before, *rows = text.split("<CommercialInvoiceLine>")
    for row in rows:
        information = dict(_PAIR.findall(row))
        stated = dict(_ELEMENT.findall(row))
        entry, line = (int(place) for place in information["EntryLine"].split("."))
        for name, element in (
            ("hts10", "HarmonisedCode"),
            ("origin", "CountryOfOrigin"),
            ("spi", "PrimaryPreference"),
        ):
            _code(codes, (entry, line, name), stated.get(element, ""))
        _code(codes, (entry, line, "chapter_99"), _chapter_99(information))
        for name, element in (("pieces", "InvoiceQuantity"), ("net_weight_kg", "NetWeight"),
                              ("gross_weight_kg", "Weight")):  # fmt: skip
            parts.setdefault((entry, line, name), []).append(stated.get(element, ""))
        parts.setdefault((entry, line, "value_usd"), []).append(information.get("EnteredValueUsd", ""))
    figures = codes | {figure: _sum(texts) for figure, texts in parts.items()}
    figures[0, 0, "value_usd"] = dict(_PAIR.findall(before)).get("TotalEnteredValueUsd", "")
    return figures


def _chapter_99(information: Mapping[str, str]) -> str:
    return " ".join(
        number
        for place in range(1, len(CHAPTER_99_COLUMNS) + 1)
        if (number := information.get(f"Chapter99Number{place}"))
    )


_TAG = re.compile(r"<(table|tbody)\b([^>]*)>")
_STATED = re.compile(r'\bdata-([a-z0-9-]+)(?:="([^"]*)")?')
_CELL = re.compile(r"</t[dh]>")
_MARKUP = re.compile(r"<[^>]*>")
_LINE = (
    ("hts10", "hs"), ("origin", "origin"), ("spi", "spi"), ("chapter_99", "chapter99"), ("pieces", "pieces"),
    ("net_weight_kg", "net"), ("gross_weight_kg", "gross"), ("value_usd", "value"), ("duty_usd", "duty"),
)  # fmt: skip
_SUMS = (("value_usd", "value"), ("pieces", "pieces"), ("net_weight_kg", "net"), ("gross_weight_kg", "gross"))


def html_page(data: bytes) -> Figures:
    """The figures of ``commercial_customs_invoice.html``: its data attributes, and the printed cells of each line.

    The page is ours: a stranger's ``<``, ``>`` and quotes are escaped in it, so a tag ends at the next ``>``.
    """
    page, entry = data.decode(), 0
    figures: Figures = {}
    for tag in _TAG.finditer(page):
        stated = {name: unescape(value or "") for name, value in _STATED.findall(tag[2])}
        if tag[1] == "table":
            entry = int(stated.get("entry", 0))
            figures |= _table_figures(stated, entry)
        elif "line" in stated:
            line = int(stated["line"])
            _once(figures, (entry, line, "hts10"))
            for name, attribute in _LINE:
                text = stated[attribute]
                figures[entry, line, name] = text.replace(".", "") if name == "chapter_99" else text
            figures |= _printed(page[tag.end() : page.index("</tr>", tag.end())], entry, line)
    return figures


def _table_figures(stated: Mapping[str, str], entry: int) -> Figures:
    if entry:
        return {(entry, 0, "entry_type"): stated["entry-type"], (entry, 0, "value_usd"): stated["value"]}
    if "totals" in stated:
        return {(0, 0, name): stated[attribute] for name, attribute in _SUMS}
    return {(0, 0, "duty_usd"): stated["duty"]} if "estimate" in stated else {}


def _printed(row: str, entry: int, line: int) -> Figures:
    """What the cells of a line's first row print: code, weights, value."""
    cells = _CELL.split(row)
    code, net, gross, value = (
        unescape(_MARKUP.sub("", cells[place].partition("<br>")[0])) for place in (1, 5, 6, 8)
    )
    return {
        (entry, line, "printed_hts"): code,
        (entry, line, "printed_net"): net,
        (entry, line, "printed_gross"): gross,
        (entry, line, "printed_value"): value,
    }
