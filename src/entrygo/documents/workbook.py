"""A workbook (Office Open XML, ECMA-376) written row by row: texts that nobody computes, numbers, a few looks.

Texts stand once in a table of their own, as text: none is a formula. The same calls give the same bytes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from html import escape

from entrygo.contract.canonical import decimal_text
from entrygo.documents.zip_parts import zip_of

LETTER = 1
"""The paper's number in the format: US Letter."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OWN_FORMATS = 164
"""The first number of a format that the standard does not know by itself."""
PAGE = 190
"""So many characters of a sheet's columns stand legibly beside each other on a page."""
PADDING = "7109375"
"""By what fraction of a character a column is wider than its text: decimals of its width, in Calibri 11."""
_CODED = re.compile("_x[0-9A-Fa-f]{4}_")

Value = str | Decimal | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a cell looks: its number format, its font, where its text stands, and a line below it."""

    shown: str = "General"
    bold: bool = False
    size: int = 11
    color: str = "000000"
    wrapped: bool = False
    line_below: bool = False
    left: bool = False


@dataclass(slots=True)
class Sheet:
    """One sheet, printed on Letter, landscape, its first row on every page and always in sight.

    ``frozen``: so many columns stay in sight too, and stand on every page where the sheet is wider than one;
    ``is_filtered``: the first row has a filter for each column.
    """

    name: str
    title: str
    widths: Sequence[int]
    frozen: int = 0
    is_filtered: bool = False
    rows: bytearray = field(default_factory=bytearray)
    count: int = 0

    def put(self, cells: list[str]) -> None:
        """The next row, of cells as they are written."""
        self.count += 1
        self.rows += f'<row r="{self.count}">{"".join(cells)}</row>'.encode()


class Workbook:
    """A workbook being written, sheet by sheet and row by row."""

    def __init__(self, *, title: str, made_at: datetime) -> None:
        self._title, self._made_at = title, made_at
        self._sheets: list[Sheet] = []
        self._texts: dict[str, int] = {}
        self._looks: dict[Look, int] = {Look(): 0}

    def add(self, sheet: Sheet) -> Sheet:
        """The next sheet."""
        self._sheets.append(sheet)
        return sheet

    def look(self, look: Look) -> int:
        """The number of a look, for :meth:`row`."""
        return self._looks.setdefault(look, len(self._looks))

    def row(self, sheet: Sheet, cells: Iterable[tuple[Value, int] | None]) -> None:
        """The next row: each cell a value with its look, or nothing."""
        number, texts, made = sheet.count + 1, self._texts, []
        for place, cell in enumerate(cells):
            if cell is not None:
                value, look = cell
                at = f'<c r="{column_letters(place)}{number}" s="{look}"'
                if isinstance(value, str):
                    made.append(f'{at} t="s"><v>{texts.setdefault(value, len(texts))}</v></c>')
                else:
                    made.append(f"{at}><v>{_digits(value)}</v></c>")
        sheet.put(made)

    def table_row(
        self, sheet: Sheet, values: Iterable[Value | None], looks: Sequence[tuple[int, int, int]]
    ) -> None:
        """The next row of a table: a value or nothing a column, and how texts, whole and other numbers look in it."""
        number, texts, made = f'{sheet.count + 1}" s="', self._texts, []
        for place, value in enumerate(values):
            if value is None:
                continue
            text, whole, part = looks[place]
            at = f'<c r="{column_letters(place)}{number}'
            if value.__class__ is str:
                made.append(f'{at}{text}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>')
            else:
                digits = _digits(value)
                made.append(f'{at}{part if "." in digits else whole}"><v>{digits}</v></c>')
        sheet.put(made)

    def finished(self) -> bytes:
        """The file."""
        numbers = range(1, len(self._sheets) + 1)
        parts: list[tuple[str, str | bytes]] = [
            ("[Content_Types].xml", self._types(numbers)),
            ("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml"), ("core", "docProps/core.xml")])),
            ("docProps/core.xml", self._properties()),
            ("xl/workbook.xml", self._contents(numbers)),
            ("xl/_rels/workbook.xml.rels", _relations([
                *(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers),
                ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"),
            ])),
            *((f"xl/worksheets/sheet{number}.xml", _sheet(sheet, is_first=number == 1))
              for number, sheet in zip(numbers, self._sheets, strict=True)),
            ("xl/styles.xml", _styles(list(self._looks))),
            ("xl/sharedStrings.xml", self._strings()),
        ]  # fmt: skip
        return zip_of(
            (name, HEAD + (said if isinstance(said, bytes) else said.encode())) for name, said in parts
        )

    def _types(self, numbers: Iterable[int]) -> str:
        listed = [
            ("xl/workbook.xml", f"{KIND}.sheet.main+xml"),
            *((f"xl/worksheets/sheet{number}.xml", f"{KIND}.worksheet+xml") for number in numbers),
            ("xl/styles.xml", f"{KIND}.styles+xml"),
            ("xl/sharedStrings.xml", f"{KIND}.sharedStrings+xml"),
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ]
        parts = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in listed)
        return (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
        )

    def _properties(self) -> str:
        when = f'xsi:type="dcterms:W3CDTF">{self._made_at:%Y-%m-%dT%H:%M:%SZ}<'
        return (
            f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{_written(self._title)}</dc:title><dc:creator>EntryGo</dc:creator>"
            f"<cp:lastModifiedBy>EntryGo</cp:lastModifiedBy><dcterms:created {when}/dcterms:created>"
            f"<dcterms:modified {when}/dcterms:modified></cp:coreProperties>"
        )

    def _contents(self, numbers: Iterable[int]) -> str:
        listed, names = [], []
        for number, sheet in zip(numbers, self._sheets, strict=True):
            name, inside = _written(sheet.name), f'localSheetId="{number - 1}"'
            listed.append(f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>')
            if sheet.is_filtered:
                corner = _range(sheet, "$")
                names.append(
                    f'<definedName name="_xlnm._FilterDatabase" {inside} hidden="1">\'{name}\'!{corner}</definedName>'
                )
            fixed = f"'{name}'!$A:${column_letters(sheet.frozen - 1)}," if sheet.frozen else ""
            names.append(
                f"<definedName name=\"_xlnm.Print_Titles\" {inside}>{fixed}'{name}'!$1:$1</definedName>"
            )
        return (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews><workbookView/></bookViews>'
            f"<sheets>{''.join(listed)}</sheets><definedNames>{''.join(names)}</definedNames></workbook>"
        )

    def _strings(self) -> str:
        texts = "".join([f'<si><t xml:space="preserve">{_written(text)}</t></si>' for text in self._texts])
        return f'<sst xmlns="{MAIN}" uniqueCount="{len(self._texts)}">{texts}</sst>'


def _digits(value: Value) -> str:
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


@cache
def column_letters(place: int) -> str:
    """The letters of a column, counted from 0: ``A`` to ``Z``, ``AA`` and on."""
    letters = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _written(text: str) -> str:
    """A text in the format: escaped as XML, and what the format would take for a coded character coded itself."""
    if "_x" in text:
        text = _CODED.sub(lambda found: f"_x005F{found[0]}", text)
    return escape(text).replace("\r", "_x000D_")


def _relations(parts: Iterable[tuple[str, str]]) -> str:
    kinds = {"core": f"{PACKAGE}/relationships/metadata/core-properties"}
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kinds.get(kind) or f"{OFFICE}/{kind}"}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _range(sheet: Sheet, fixed: str = "") -> str:
    last = column_letters(len(sheet.widths) - 1)
    return f"{fixed}A{fixed}1:{fixed}{last}{fixed}{max(sheet.count, 2 if sheet.is_filtered else 1)}"


def _sheet(sheet: Sheet, *, is_first: bool) -> bytes:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}.{PADDING}" customWidth="1"/>'
        for place, width in enumerate(sheet.widths, start=1)
    )
    corner = f"{column_letters(sheet.frozen)}2"
    pane = "bottomRight" if sheet.frozen else "bottomLeft"
    split = f'xSplit="{sheet.frozen}" ' if sheet.frozen else ""
    selected = ' tabSelected="1"' if is_first else ""
    filtered = f'<autoFilter ref="{_range(sheet)}"/>' if sheet.is_filtered else ""
    header = _written(f"&L{sheet.title}")
    pages = -(-sum(sheet.widths) // PAGE)
    before = (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{_range(sheet)}"/><sheetViews><sheetView{selected}'
        f' workbookViewId="0"><pane {split}ySplit="1" topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>"
    )
    after = (
        f"</sheetData>{filtered}"
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{LETTER}" fitToWidth="{pages}" fitToHeight="0" pageOrder="overThenDown"'
        ' orientation="landscape"/><headerFooter>'
        f"<oddHeader>{header}</oddHeader>"
        "<oddFooter>&amp;LMade by EntryGo&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter><ignoredErrors>"
        f'<ignoredError sqref="{_range(sheet)}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )
    return b"".join([before.encode(), sheet.rows, after.encode()])


def _styles(looks: Sequence[Look]) -> str:
    formats = list(dict.fromkeys(look.shown for look in looks if look.shown != "General"))
    fonts = list(dict.fromkeys((look.bold, look.size, look.color) for look in looks))
    listed = []
    for look in looks:
        number = OWN_FORMATS + formats.index(look.shown) if look.shown in formats else 0
        font = fonts.index((look.bold, look.size, look.color))
        wrap = ' wrapText="1"' if look.wrapped else ""
        left = ' horizontal="left"' if look.left else ""
        listed.append(
            f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="{int(look.line_below)}" xfId="0"'
            ' applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">'
            f'<alignment{left} vertical="top"{wrap}/></xf>'
        )
    named = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{_written(shown)}"/>'
        for number, shown in enumerate(formats, start=OWN_FORMATS)
    )
    drawn = "".join(
        f"<font>{'<b/>' * bold}"
        f'<sz val="{size}"/><color rgb="FF{color}"/>'
        '<name val="Calibri"/><family val="2"/></font>'
        for bold, size, color in fonts
    )
    plain = "<border><left/><right/><top/><bottom/><diagonal/></border>"
    below = '<border><left/><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border>'
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{named}</numFmts>'
        f'<fonts count="{len(fonts)}">{drawn}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="2">{plain}{below}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(listed)}">{"".join(listed)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
