"""Lays text out on the pages of a tagged PDF: headings, paragraphs, facts, tables whose header repeats.

Pages are drawn as they fill, from the top down. Lengths are whole points; text widths are thousandths of an em, so that
no rounding decides where a line breaks. The same calls give the same bytes: pinned fonts and compressor, no clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from entrygo.documents.embedding import Embedding
from entrygo.documents.pdf_file import PdfFile, text_string
from entrygo.documents.structure import Element, Structure
from entrygo.documents.table import PADDING, ROW, SMALL, Grid, LaidRow, Layout, Row
from entrygo.documents.text_lines import Letters, wrapped
from entrygo.documents.typefaces import is_latin, runs_of, width_of

WIDTH, HEIGHT = 792, 612
"""US Letter, landscape: the broker's paper, wide enough for nine columns; on A4 it prints without loss."""
LEFT, RIGHT, TOP, BOTTOM = 36, 756, 562, 44
SIZE, LEADING = 8, 11
INK, SOFT, RULE, TINT, MARK = 0x16202B, 0x4A5866, 0xB9C3CD, 0xF1F4F7, 0x0B4F7D

MOST_KEPT = 200
"""So many points of a table's first rows stand with its header."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of drawable text at its place."""

    x: int
    y: int
    text: str
    size: int = SMALL
    color: int = INK
    bold: bool = False
    right: bool = False


@dataclass(slots=True)
class _Page:
    number: int
    operators: list[str] = field(default_factory=list)
    color: int | None = None
    font: tuple[str, int] | None = None
    rules: list[int] = field(default_factory=list)
    """How high each rule under a row of a table stands."""


class Paper:
    """A paper being written, from the top of its first page down.

    ``made_at`` is an instant in UTC, ``subject`` one sentence on what the paper is.
    """

    def __init__(
        self, *, running_title: str, running_note: str, title: str, made_at: datetime, subject: str = ""
    ) -> None:
        self.letters = Letters()
        self._running = (running_title, running_note)
        self._title, self._subject, self._made_at = title, subject, made_at
        self._file = PdfFile()
        self._fonts = Embedding()
        self._row_font = [(self._fonts.latin_name(bold=bold), SMALL) for bold in (False, True)]
        self._structure = Structure(self._file)
        self._tree, self._resources = self._file.reserve(), self._file.reserve()
        self._done: list[tuple[int, int]] = []
        self._unsettled: list[tuple[int, str]] = []
        self._headings: list[tuple[str, int, int]] = []
        self._layouts: dict[Grid, Layout] = {}
        self._page = _Page(self._file.reserve())
        self._y = TOP

    def title(self, text: str, beside: str) -> None:
        """The paper's own title with its number at the right."""
        self._y -= 12
        self._tagged("H1", [_Text(LEFT, self._y, self.letters.drawable(text), 18, bold=True)])
        self._tagged("P", [_Text(RIGHT, self._y, self.letters.drawable(beside), 11, bold=True, right=True)])
        self._y -= 8

    def heading(self, text: str, *, keep: int = 68) -> None:
        """A section's heading, with at least ``keep`` points of what follows on its page."""
        self._keep(26 + keep)
        self._y -= 22
        self._headings.append((text, self._page.number, self._y + 14))
        self._tagged("H2", [_Text(LEFT, self._y, self.letters.drawable(text), 11, bold=True)])
        self._y -= 6
        self._box(LEFT, self._y, RIGHT - LEFT, height=1, color=MARK)
        self._y -= 3

    def paragraph(self, text: str, *, bold: bool = False, indent: int = 0) -> None:
        """Running text over the whole width."""
        lines = wrapped(self.letters.drawable(text), width=RIGHT - LEFT - indent, bold=bold, size=SIZE)
        element = self._structure.open("P")
        for line in lines:
            self._keep(LEADING)
            self._y -= LEADING
            self._draw(element, [_Text(LEFT + indent, self._y, line, SIZE, bold=bold)])
        self._structure.close(element)
        self._y -= 3

    def columns(self, blocks: Sequence[tuple[str, Sequence[str]]], *, across: int) -> None:
        """Titled blocks of lines, so many beside each other."""
        width = (RIGHT - LEFT) // across
        listed = self._structure.open("L")
        for start in range(0, len(blocks), across):
            row = [self._block(*block, width=width - 12) for block in blocks[start : start + across]]
            height = LEADING * max(len(lines) for lines in row) + 5
            self._keep(height)
            for place, lines in enumerate(row):
                self._item(listed, lines, x=LEFT + place * width)
            self._y -= height
        self._structure.close(listed)

    def _item(self, listed: Element, lines: list[tuple[str, bool, int]], *, x: int) -> None:
        item = self._structure.open("LI", listed)
        texts = [_Text(x, self._y - index * LEADING, text, SIZE, color, bold=bold)
                 for index, (text, bold, color) in enumerate(lines, start=1)]  # fmt: skip
        for kind, part in (("Lbl", texts[:1]), ("LBody", texts[1:])):
            element = self._structure.open(kind, item)
            self._draw(element, part)
            self._structure.close(element)
        self._structure.close(item)

    def _block(self, title: str, lines: Sequence[str], *, width: int) -> list[tuple[str, bool, int]]:
        said = [(self.letters.drawable(title), False, SOFT)]
        for index, line in enumerate(lines):
            text = self.letters.drawable(line)
            said += [(part, not index, INK) for part in wrapped(text, width=width, bold=not index, size=SIZE)]
        return said

    def table(self, grid: Grid, rows: Iterable[Row]) -> None:
        """A table; its header stands again on every page it goes on, a row too tall for a page is continued."""
        table = self._structure.open("Table")
        layout = self._layouts.get(grid)
        if layout is None:
            layout = Layout(grid, left=LEFT, letters=self.letters, fonts=self._fonts)
            self._layouts[grid] = layout
        header, is_begun = layout.header, False
        for group in layout.laid(rows):
            needed = sum([each.height for each in group])
            if not is_begun:  # a header is never alone at the foot of a page
                self._header(grid, header, table, keep=min(needed, MOST_KEPT))
                is_begun = True
            if needed >= self._y - BOTTOM and needed < TOP - BOTTOM - 3 * ROW:
                self._break()
                self._header(grid, header, None)
            for each in group:
                self._row(grid, each, header=header, table=table)
        self._structure.close(table)
        self._y -= 6

    def _header(
        self, grid: Grid, header: Sequence[tuple[str, ...]], table: Element | None, *, keep: int = 0
    ) -> None:
        """The header row: part of the table once, and drawn again where it goes on."""
        height = max(len(lines) for lines in header) * ROW + PADDING
        self._keep(height + max(keep, 2 * ROW) + 2)
        row = self._structure.open("TR", table) if table else None
        cells = [
            self._structure.open("TH", row, "/A<</O/Table/Scope/Column>>") if row else None for _ in header
        ]
        self._cells(grid, list(zip(header, cells, strict=True)), bold=True)
        for cell in (*cells, row):
            if cell:
                self._structure.close(cell)
        self._y -= height
        self._box(LEFT, self._y, RIGHT - LEFT, height=1, color=INK)

    def _row(self, grid: Grid, laid: LaidRow, *, header: Sequence[tuple[str, ...]], table: Element) -> None:
        if laid.height < self._y - BOTTOM:
            self._whole_row(grid, laid, table)
        else:
            self._continued_row(grid, laid, header=header, table=table)

    def _whole_row(self, grid: Grid, laid: LaidRow, table: Element) -> None:
        """A row that stands on one page."""
        page, height = self._page, laid.lines * ROW + PADDING
        if laid.row.tinted:
            self._box(LEFT, self._y - height, RIGHT - LEFT, height=height, color=TINT)
        if page.color != INK:
            self._paint(INK)
        font, operators, y = self._row_font[laid.row.bold], page.operators, self._y - 1 - ROW
        place = self._structure.row(table, page.number, laid.cells)
        for column, cell in enumerate(laid.cells):
            if not cell.lines:
                continue
            if cell.after:
                if page.font != font:
                    self._set_font(*font)
                operators.append(f"/TD<</MCID {place}>>{cell.before}{y}{cell.after}")
            else:
                operators.append(f"/TD<</MCID {place}>>BDC BT")
                right = column in grid.right
                at = LEFT + sum(grid.widths[: column + right]) + (-PADDING if right else PADDING)
                self._texts([_Text(at, y - line * ROW, text, bold=laid.row.bold, right=right)
                             for line, text in enumerate(cell.lines)])  # fmt: skip
                operators.append("ET EMC")
            place += 1
        self._y -= height
        page.rules.append(self._y)

    def _continued_row(
        self, grid: Grid, laid: LaidRow, *, header: Sequence[tuple[str, ...]], table: Element
    ) -> None:
        """A row that goes on over pages, each with the header again."""
        row = self._structure.open("TR", table)
        cells = [self._structure.open("TD", row) for _ in laid.cells]
        count, start = laid.lines, 0
        while start < count:
            room = (self._y - BOTTOM - PADDING - 1) // ROW
            if room < min(count - start, 4):
                self._break()
                self._header(grid, header, None)
                continue
            height = min(room, count - start) * ROW + PADDING
            if laid.row.tinted:
                self._box(LEFT, self._y - height, RIGHT - LEFT, height=height, color=TINT)
            part = [cell.lines[start : start + room] for cell in laid.cells]
            self._cells(grid, list(zip(part, cells, strict=True)), bold=laid.row.bold)
            self._y -= height
            self._page.rules.append(self._y)
            start += room
        for cell in (*cells, row):
            self._structure.close(cell)

    def _cells(
        self, grid: Grid, cells: Sequence[tuple[Sequence[str], Element | None]], *, bold: bool
    ) -> None:
        x = LEFT
        for place, (lines, element) in enumerate(cells):
            right = place in grid.right
            at = x + grid.widths[place] - PADDING if right else x + PADDING
            y = self._y - 1
            texts = [_Text(at, y - index * ROW, line, bold=bold, right=right)
                     for index, line in enumerate(lines, start=1) if line]  # fmt: skip
            if texts:
                self._draw(element, texts)
            x += grid.widths[place]

    def _tagged(self, kind: str, texts: list[_Text]) -> None:
        element = self._structure.open(kind)
        self._draw(element, texts)
        self._structure.close(element)

    def _draw(self, element: Element | None, texts: Sequence[_Text]) -> None:
        """Draw texts as part of an element, or of none: as an artifact."""
        page = self._page
        operators = page.operators
        operators.append(self._structure.mark(element, page.number) if element else "/Artifact BMC")
        operators.append("BT")
        self._texts(texts)
        operators.append("ET EMC")

    def _texts(self, texts: Iterable[_Text]) -> None:
        operators = self._page.operators
        at_x, at_y = 0, 0
        for text in texts:
            shown = text.text
            x, y = text.x * 100, text.y
            if text.right:
                x -= width_of(shown, bold=text.bold) * text.size // 10
            self._paint(text.color)
            operators.append(f"{(x - at_x) / 100:g} {y - at_y} Td")
            at_x, at_y = x, y
            if is_latin(shown):
                self._set_font(self._fonts.latin_name(bold=text.bold), text.size)
                operators.append(self._fonts.latin(shown, bold=text.bold))
                continue
            for run in runs_of(shown, bold=text.bold):
                name, drawn = self._fonts.drawn(run, size=text.size)
                self._set_font(name, text.size)
                operators.append(drawn)

    def _set_font(self, name: str, size: int) -> None:
        if self._page.font != (name, size):
            self._page.font = (name, size)
            self._page.operators.append(f"/{name} {size} Tf")

    def _paint(self, color: int) -> None:
        if self._page.color != color:
            self._page.color = color
            self._page.operators.append(_ink(color))

    def _box(self, x: int, y: int, width: int, *, height: int, color: int) -> None:
        self._page.operators.append("/Artifact BMC")
        self._paint(color)
        self._page.operators.append(f"{x} {y} {width} {height} re f EMC")

    def _keep(self, height: int) -> None:
        if self._y - height < BOTTOM:
            self._break()

    def _break(self) -> None:
        self._close_page()
        self._page = _Page(self._file.reserve())
        self._y = TOP

    def _close_page(self) -> None:
        if self._page.rules:
            lines = " ".join([f"{LEFT} {y} m {RIGHT} {y} l" for y in self._page.rules])
            self._page.operators.append(f"/Artifact BMC {_ink(RULE)} 0.5 w {lines} S EMC")
        number, content = self._file.reserve(), "\n".join(self._page.operators)
        if self._fonts.is_settled(content):
            self._file.put_stream(number, content.encode("latin-1"))
        else:
            self._unsettled.append((number, content))
        self._done.append((self._page.number, number))
        self._structure.page_done()

    def pdf(self) -> bytes:
        """The finished file."""
        self._close_page()
        for index, (number, content) in enumerate(self._done):
            running = self._running_stream(index + 1)
            self._file.put(
                number,
                f"<</Type/Page/Parent {self._tree} 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources {self._resources} 0 R"
                f"/Contents[{content} 0 R {running} 0 R]/StructParents {index}/Tabs/S>>",
            )
        kids = " ".join(f"{number} 0 R" for number, _ in self._done)
        self._file.put(self._tree, f"<</Type/Pages/Count {len(self._done)}/Kids[{kids}]>>")
        self._structure.finish()
        self._file.put(self._resources, f"<<{self._fonts.resources(self._file)}>>")
        for number, content_text in self._unsettled:
            self._file.put_stream(number, self._fonts.settled(content_text).encode("latin-1"))
        return self._file.finished(root=self._catalogue(), info=self._information())

    def _running_stream(self, page: int) -> int:
        """What stands in the margins of a page, now that it is known how many there are."""
        title, note = (self.letters.drawable(text) for text in self._running)
        if self.letters.undrawable:
            title = f"{title}  ·  NOT ALL CHARACTERS COULD BE PRINTED, see the end"
        self._page = _Page(0)
        for text in (
            _Text(LEFT, HEIGHT - 28, title, color=SOFT),
            _Text(RIGHT, HEIGHT - 28, f"Page {page} of {len(self._done)}", color=SOFT, right=True),
            _Text(LEFT, 26, note, color=SOFT),
        ):
            self._draw(None, [text])
        return self._file.stream("\n".join(self._page.operators).encode("latin-1"))

    def _catalogue(self) -> int:
        return self._file.add(
            f"<</Type/Catalog/Pages {self._tree} 0 R/Lang(en-US)/MarkInfo<</Marked true>>"
            f"/StructTreeRoot {self._structure.root} 0 R/ViewerPreferences<</DisplayDocTitle true>>{self._outline()}>>"
        )

    def _outline(self) -> str:
        if not self._headings:
            return ""
        root = self._file.reserve()
        numbers = [self._file.reserve() for _ in self._headings]
        for place, (text, page, y) in enumerate(self._headings):
            before = f"/Prev {numbers[place - 1]} 0 R" if place else ""
            after = f"/Next {numbers[place + 1]} 0 R" if place + 1 < len(numbers) else ""
            self._file.put(
                numbers[place],
                f"<</Title{text_string(text)}/Parent {root} 0 R{before}{after}/Dest[{page} 0 R/XYZ 0 {y} null]>>",
            )
        self._file.put(
            root, f"<</Type/Outlines/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R/Count {len(numbers)}>>"
        )
        return f"/Outlines {root} 0 R"

    def _information(self) -> int:
        when = f"(D:{self._made_at:%Y%m%d%H%M%S}Z)"
        return self._file.add(
            f"<</Title{text_string(self._title)}/Subject{text_string(self._subject)}/Author(EntryGo)/Creator(EntryGo)"
            f"/CreationDate{when}/ModDate{when}>>"
        )


@cache
def _ink(color: int) -> str:
    """The operators that set a colour for text, areas and lines."""
    shade = " ".join(f"{(color >> shift & 255) / 255:.3f}" for shift in (16, 8, 0))
    return f"{shade} rg {shade} RG"
