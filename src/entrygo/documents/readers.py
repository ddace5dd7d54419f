"""Reads each file of a package back into figures: (entry, line, name) -> text. The proof compares them.

Entry 0 stands for the whole, line 0 for an entry's own figures. Decimals are plain text, absence is the empty text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any, TypeAlias
from xml.etree import ElementTree

from entrygo.contract.canonical import decimal_text
from entrygo.documents.columns import CHAPTER_99_COLUMNS, Column
from entrygo.documents.csv_cells import Cell, read
from entrygo.documents.entry_lines import is_further_answer, read_lines
from entrygo.documents.jsonfile import parsed

Figure: TypeAlias = tuple[int, int, str]
Figures: TypeAlias = dict[Figure, str]
Foreign: TypeAlias = Any  # Any: a JSON value, read back and spelled as text
TOTALS = ("value_usd", "pieces", "net_weight_kg", "gross_weight_kg")
CARGOWISE = "{http://www.cargowise.com/Schemas/Universal/2011/11}"


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


def json_invoice(data: bytes) -> Figures:
    """The figures of ``commercial_customs_invoice.json``."""
    document = parsed(data)
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


def json_goods(data: bytes) -> Figures:
    """The same file's products, summed by invoice line."""
    return _json_parts(data, lambda line: line["goods"])


def json_items(data: bytes) -> Figures:
    """The same file's orders behind each product, summed by invoice line."""
    return _json_parts(data, lambda line: [item for goods in line["goods"] for item in goods["items"]])


def _json_parts(data: bytes, parts_of: Callable[[Foreign], list[Foreign]]) -> Figures:
    figures: Figures = {}
    for section in parsed(data)["sections"]:
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


def _numbers(line: Mapping[str, str]) -> str:
    cells = (line[f"chapter_99_{place}"] for place in range(1, len(CHAPTER_99_COLUMNS) + 1))
    return " ".join(cell.replace(".", "") for cell in cells if cell)


def csv_invoice(data: bytes) -> Figures:
    """The figures of ``commercial_customs_invoice.csv``; sums of its rows are the entries' and the whole."""
    header, rows = read(data)
    figures: Figures = {}
    lines = [dict(zip(header, row, strict=True)) for row in rows]
    for line in lines:
        entry, line_no = int(line["entry_number"]), int(line["line_no"])
        _once(figures, (entry, line_no, "hts10"))
        quantities = [f"{plain_number(line[f'qty{n}'])} {line[f'uom{n}']}" for n in (1, 2) if line[f"qty{n}"]]
        figures[entry, 0, "entry_type"] = line["entry_type"]
        figures |= {
            (entry, line_no, "hts10"): line["hts"].replace(".", ""),
            (entry, line_no, "origin"): line["country_of_origin"],
            (entry, line_no, "spi"): line["spi"],
            (entry, line_no, "chapter_99"): _numbers(line),
            (entry, line_no, "pieces"): plain_number(line["pieces"]),
            (entry, line_no, "first_quantities"): "; ".join(quantities),
            (entry, line_no, "net_weight_kg"): plain_number(line["net_weight_kg"]),
            (entry, line_no, "gross_weight_kg"): plain_number(line["gross_weight_kg"]),
            (entry, line_no, "value_usd"): plain_number(line["entered_value_usd"]),
            (entry, line_no, "duty_usd"): plain_number(line["duty_estimate_usd"]),
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
    total = Decimal(0)
    for text in texts:
        if not text:
            return ""
        total += Decimal(text)
    return decimal_text(total)


def packing_list(data: bytes) -> Figures:
    """The figures of ``packing_list.json``: contents of the orders summed by invoice line, and its own totals."""
    document = parsed(data)
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
    for row in read_lines(data, columns):
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
        for name, column in (("pieces", "quantity"), ("net_weight_kg", "net_weight_kg"),
                             ("gross_weight_kg", "gross_weight_kg"), ("value_usd", "entered_value_usd")):  # fmt: skip
            parts.setdefault((entry, line, name), []).append(spelled(row.get(column)))
    return codes | {figure: _sum(texts) for figure, texts in parts.items()}


def cargowise(data: bytes) -> Figures:
    """The figures of ``universal_shipment.xml``, its products summed by entry line."""
    root = ElementTree.fromstring(data)  # noqa: S314 -- a file this package wrote a moment ago
    codes: Figures = {}
    parts: dict[Figure, list[str]] = {}
    for row in root.iter(f"{CARGOWISE}CommercialInvoiceLine"):
        information = {
            pair.findtext(f"{CARGOWISE}Key", ""): pair.findtext(f"{CARGOWISE}Value", "")
            for pair in row.iter(f"{CARGOWISE}AddInfo")
        }
        entry, line = (int(place) for place in information["EntryLine"].split("."))
        _code(codes, (entry, line, "hts10"), _found(row, "HarmonisedCode"))
        _code(codes, (entry, line, "origin"), _found(row, "CountryOfOrigin", "Code"))
        _code(codes, (entry, line, "spi"), _found(row, "PrimaryPreference", "Code"))
        _code(codes, (entry, line, "chapter_99"), _chapter_99(information))
        for name, element in (("pieces", "InvoiceQuantity"), ("net_weight_kg", "NetWeight"),
                              ("gross_weight_kg", "Weight")):  # fmt: skip
            parts.setdefault((entry, line, name), []).append(_found(row, element))
        parts.setdefault((entry, line, "value_usd"), []).append(information.get("EnteredValueUsd", ""))
    figures = codes | {figure: _sum(texts) for figure, texts in parts.items()}
    figures[0, 0, "value_usd"] = next(
        (
            pair.findtext(f"{CARGOWISE}Value", "")
            for pair in root.iter(f"{CARGOWISE}AddInfo")
            if pair.findtext(f"{CARGOWISE}Key", "") == "TotalEnteredValueUsd"
        ),
        "",
    )
    return figures


def _chapter_99(information: Mapping[str, str]) -> str:
    numbers = (information.get(f"Chapter99Number{place}") for place in range(1, len(information) + 1))
    return " ".join(number for number in numbers if number)


def _found(row: ElementTree.Element, *path: str) -> str:
    return row.findtext("/".join(f"{CARGOWISE}{name}" for name in path), "")


def html_page(data: bytes) -> Figures:
    """The figures of ``commercial_customs_invoice.html``: its data attributes, and the printed cells of each line."""
    page = _Page()
    page.feed(data.decode())
    page.close()
    return page.figures


class _Page(HTMLParser):
    """Collects ``data-`` attributes of entries, lines and totals, and the text of the first row of each line."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: Figures = {}
        self._entry = 0
        self._line = 0
        self._cells: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the figures of an entry's table, a line's group, the totals and the estimate."""
        stated = {
            name.removeprefix("data-"): value or "" for name, value in attrs if name.startswith("data-")
        }
        if tag == "table":
            self._table(stated)
        elif tag == "tbody" and "line" in stated:
            self._start_line(stated)
        elif tag in {"td", "th"} and self._cells is not None:
            self._cells.append("")
        elif tag == "br" and self._cells:
            self._cells[-1] += "\n"

    def _table(self, stated: dict[str, str]) -> None:
        self._entry = int(stated.get("entry", 0))
        if self._entry:
            self.figures[self._entry, 0, "entry_type"] = stated["entry-type"]
            self.figures[self._entry, 0, "value_usd"] = stated["value"]
        elif "totals" in stated:
            for name, attribute in (("value_usd", "value"), ("pieces", "pieces"), ("net_weight_kg", "net"),
                                    ("gross_weight_kg", "gross")):  # fmt: skip
                self.figures[0, 0, name] = stated[attribute]
        elif "estimate" in stated:
            self.figures[0, 0, "duty_usd"] = stated["duty"]

    def _start_line(self, stated: dict[str, str]) -> None:
        self._line, self._cells = int(stated["line"]), []
        _once(self.figures, (self._entry, self._line, "hts10"))
        for name, attribute in (
            ("hts10", "hs"), ("origin", "origin"), ("spi", "spi"), ("chapter_99", "chapter99"), ("pieces", "pieces"),
            ("net_weight_kg", "net"), ("gross_weight_kg", "gross"), ("value_usd", "value"), ("duty_usd", "duty"),
        ):  # fmt: skip
            self.figures[self._entry, self._line, name] = stated[attribute].replace(
                ".", "" if name == "chapter_99" else "."
            )

    def handle_data(self, data: str) -> None:
        """Gather what a cell of the line's first row prints."""
        if self._cells:
            self._cells[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """At the end of the line's first row, take its printed figures."""
        if tag == "tr" and self._cells:
            cells, self._cells = self._cells, None
            where = (self._entry, self._line)
            self.figures[(*where, "printed_net")] = cells[5]
            self.figures[(*where, "printed_gross")] = cells[6]
            self.figures[(*where, "printed_value")] = cells[8]
            self.figures[(*where, "printed_hts")] = cells[1].partition("\n")[0]
