"""Lays text out on pages, then draws them as a PDF: headings, paragraphs, facts, tables whose header repeats.

All is laid out before the first page is drawn, so each page can say how many there are. Lengths are whole points;
text widths are the font's own thousandths of an em, so that no rounding decides where a line breaks. The same calls
give the same bytes: reportlab's invariant mode, one font that ships inside reportlab (Bitstream Vera), no clock.
"""

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import as_file, files
from threading import Lock

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 792, 612
"""US Letter, landscape: the broker's paper, wide enough for nine columns; on A4 it prints without loss."""
LEFT, RIGHT, TOP, BOTTOM = 36, 756, 560, 44
SIZE, SMALL, LEADING, PADDING = 8, 7, 9, 4
PLAIN, BOLD = "Vera", "VeraBd"
INK, SOFT, RULE, TINT, MARK = 0x16202B, 0x4A5866, 0xB9C3CD, 0xF1F4F7, 0x0B4F7D

_DRAWING = Lock()
"""reportlab embeds a font by moving about in the one copy it read: two papers drawn at once would share its place."""

Cell = str | Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: a text a cell, or several lines of it."""

    cells: Sequence[Cell]
    bold: bool = False
    tinted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table's columns: widths in points, headers, and which columns are set to the right."""

    widths: tuple[int, ...]
    header: tuple[str, ...]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Text:
    x: int
    y: int
    text: str
    font: str
    size: int
    color: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    x: int
    y: int
    width: int
    height: int
    color: int


@dataclass(slots=True)
class _Page:
    boxes: list[_Box] = field(default_factory=list)
    texts: list[_Text] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


@cache
def _font(name: str) -> TTFont:
    with as_file(files("reportlab") / "fonts" / f"{name}.ttf") as path:
        font = TTFont(name, str(path))
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=65_536)
def width_of(word: str, font: str) -> int:
    """A word's width in thousandths of the font's size."""
    widths = _font(font).face.charWidths
    return sum(int(widths.get(ord(sign), 600)) for sign in word)


class Letters:
    """Turns text into what the font can draw, and remembers how.

    An accented letter the font lacks is drawn without the accent; any other missing character is drawn as its
    Unicode number in brackets. Nothing is dropped, and :meth:`notes` says what was changed.
    """

    def __init__(self) -> None:
        self._known = frozenset(chr(code) for code in _font(PLAIN).face.charToGlyph)
        self._bare: dict[str, str] = {}
        self._is_numbered = False

    def drawable(self, text: str) -> str:
        """The text on one line in characters the font has."""
        text = " ".join(text.split())
        if self._known.issuperset(text):
            return text
        return "".join(self._spelled(text)).replace("][", " ")

    def _spelled(self, text: str) -> Iterator[str]:
        for sign in text:
            if sign in self._known:
                yield sign
            elif (bare := self._without_accent(sign)) is not None:
                self._bare[sign] = bare
                yield bare
            else:
                self._is_numbered = True
                yield f"[U+{ord(sign):04X}]"

    def _without_accent(self, sign: str) -> str | None:
        parts = unicodedata.normalize("NFKD", sign)
        bare = "".join(part for part in parts if not unicodedata.combining(part))
        return bare if bare and bare != sign and self._known.issuperset(bare) else None

    def notes(self) -> list[str]:
        """What a reader must know of the letters on the page; empty where every one was drawn as written."""
        notes = []
        if self._bare:
            changed = ", ".join(f"U+{ord(sign):04X} as {bare}" for sign, bare in sorted(self._bare.items()))
            notes.append(f"Drawn without their accents, as this paper's font has none: {changed}.")
        if self._is_numbered:
            notes.append("Characters this paper's font cannot draw stand as their Unicode numbers: [U+5F35].")
        return (
            [*notes, "The HTML, CSV and JSON of this package have every text as it was written."]
            if notes
            else []
        )


def wrapped(text: str, *, width: int, font: str, size: int) -> list[str]:
    """The text in lines no wider than ``width`` points; a word that is wider is broken."""
    room = width * 1000 // size
    lines: list[str] = []
    line, used = "", 0
    for word in _pieces(text, room=room, font=font):
        needed = width_of(word, font)
        gap = width_of(" ", font) if line else 0
        if line and used + gap + needed > room:
            lines.append(line)
            line, used, gap = "", 0, 0
        line, used = f"{line} {word}" if line else word, used + gap + needed
    return [*lines, line] if line else lines or [""]


def _pieces(text: str, *, room: int, font: str) -> Iterator[str]:
    """The words, those wider than the room in pieces that fit."""
    for word in text.split():
        if width_of(word, font) <= room:
            yield word
            continue
        piece = ""
        for sign in word:
            if piece and width_of(piece, font) + width_of(sign, font) > room:
                yield piece
                piece = ""
            piece += sign
        yield piece


class Paper:
    """A paper being written, from the top of its first page down."""

    def __init__(
        self, *, running_title: str, running_note: str, title: str, made_at: datetime | None = None
    ) -> None:
        self._made_at = made_at
        self.letters = Letters()
        self._running_title = self.letters.drawable(running_title)
        self._running_note = self.letters.drawable(running_note)
        self._title = title
        self._pages = [_Page()]
        self._y = TOP

    def heading(self, text: str) -> None:
        """A section's heading, never alone at the foot of a page."""
        self._keep(90)
        self._y -= 22
        self._text(LEFT, text, font=BOLD, size=11)
        self._pages[-1].titles.append(text)
        self._y -= 5
        self._box(LEFT, self._y, RIGHT - LEFT, height=1, color=MARK)
        self._y -= 4

    def title(self, text: str, beside: str) -> None:
        """The paper's own title with its number at the right."""
        self._y -= 12
        self._text(LEFT, text, font=BOLD, size=18)
        self._text(RIGHT, beside, font=BOLD, size=11, right=True)
        self._y -= 8

    def paragraph(self, text: str, *, bold: bool = False, indent: int = 0) -> None:
        """Running text over the whole width."""
        font = BOLD if bold else PLAIN
        for line in wrapped(self.letters.drawable(text), width=RIGHT - LEFT - indent, font=font, size=SIZE):
            self._keep(LEADING)
            self._y -= LEADING
            self._text(LEFT + indent, line, font=font, size=SIZE, drawable=True)
        self._y -= 3

    def columns(self, blocks: Sequence[tuple[str, Sequence[str]]], *, across: int) -> None:
        """Titled blocks of lines, so many beside each other."""
        width = (RIGHT - LEFT) // across
        for start in range(0, len(blocks), across):
            row = [self._block(*block, width=width - 12) for block in blocks[start : start + across]]
            self._keep(LEADING * max(len(lines) for lines in row) + 6)
            for place, lines in enumerate(row):
                for index, (text, font, color) in enumerate(lines, start=1):
                    self._text(LEFT + place * width, text, font=font, size=SIZE, color=color, drawable=True,
                               down=index * LEADING)  # fmt: skip
            self._y -= LEADING * max(len(lines) for lines in row) + 6

    def _block(self, title: str, lines: Sequence[str], *, width: int) -> list[tuple[str, str, int]]:
        said = [(title, PLAIN, SOFT)]
        for index, line in enumerate(lines):
            font = PLAIN if index else BOLD
            said += [(part, font, INK)
                     for part in wrapped(self.letters.drawable(line), width=width, font=font, size=SIZE)]  # fmt: skip
        return said

    def table(self, grid: Grid, rows: Iterable[Row]) -> None:
        """A table; its header stands again on every page it goes on, a row too tall for a page is continued."""
        self._header(grid)
        for row in rows:
            font = BOLD if row.bold else PLAIN
            cells = [self._cell(cell, grid.widths[place], font) for place, cell in enumerate(row.cells)]
            self._row(grid, cells, row=row, font=font)
        self._y -= 6

    def _cell(self, cell: Cell, width: int, font: str) -> list[str]:
        lines = (cell,) if isinstance(cell, str) else cell
        room = width - 2 * PADDING
        wrap = [wrapped(self.letters.drawable(line), width=room, font=font, size=SMALL) for line in lines]
        return [part for parts in wrap for part in parts]

    def _header(self, grid: Grid) -> None:
        cells = [wrapped(name, width=grid.widths[place] - 2 * PADDING, font=BOLD, size=SMALL)
                 for place, name in enumerate(grid.header)]  # fmt: skip
        height = max(len(lines) for lines in cells) * LEADING + PADDING
        self._keep(height + 3 * LEADING)
        self._cells(grid, cells, font=BOLD, color=INK)
        self._y -= height
        self._box(LEFT, self._y, RIGHT - LEFT, height=1, color=INK)

    def _row(self, grid: Grid, cells: list[list[str]], *, row: Row, font: str) -> None:
        count = max(len(lines) for lines in cells)
        start = 0
        while start < count:
            room = (self._y - BOTTOM - PADDING - 1) // LEADING
            if room < min(count - start, 4):
                self._break()
                self._header(grid)
                continue
            part = [lines[start : start + room] for lines in cells]
            height = min(room, count - start) * LEADING + PADDING
            if row.tinted:
                self._box(LEFT, self._y - height, RIGHT - LEFT, height=height, color=TINT)
            self._cells(grid, part, font=font, color=INK)
            self._y -= height
            self._box(LEFT, self._y, RIGHT - LEFT, height=0, color=RULE)
            start += room

    def _cells(self, grid: Grid, cells: list[list[str]], *, font: str, color: int) -> None:
        x = LEFT
        for place, lines in enumerate(cells):
            at = x + grid.widths[place] - PADDING if place in grid.right else x + PADDING
            for index, line in enumerate(lines, start=1):
                if line:
                    self._text(at, line, font=font, size=SMALL, color=color, right=place in grid.right,
                               drawable=True, down=index * LEADING - 1)  # fmt: skip
            x += grid.widths[place]

    def _text(
        self, x: int, text: str, *, font: str, size: int, color: int = INK, right: bool = False,
        drawable: bool = False, down: int = 0,
    ) -> None:  # fmt: skip
        shown = text if drawable else self.letters.drawable(text)
        self._pages[-1].texts.append(_Text(x, self._y - down, shown, font, size, color, right))

    def _box(self, x: int, y: int, width: int, *, height: int, color: int) -> None:
        self._pages[-1].boxes.append(_Box(x, y, width, height, color))

    def _keep(self, height: int) -> None:
        if self._y - height < BOTTOM:
            self._break()

    def _break(self) -> None:
        self._pages.append(_Page())
        self._y = TOP

    def pdf(self) -> bytes:
        """The finished file."""
        with _DRAWING:
            return self._drawn()

    def _drawn(self) -> bytes:
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, lang="en")
        canvas.setTitle(self._title)
        canvas.setAuthor("EntryGo")
        canvas.setCreator("EntryGo")
        for number, page in enumerate(self._pages, start=1):
            self._draw(canvas, page, number)
            canvas.showPage()
        if self._made_at is not None:
            _date(canvas, self._made_at)
        canvas.save()
        return target.getvalue()

    def _draw(self, canvas: Canvas, page: _Page, number: int) -> None:
        for place, title in enumerate(page.titles):
            canvas.bookmarkPage(f"p{number}.{place}")
            canvas.addOutlineEntry(title, f"p{number}.{place}")
        color = None
        for box in page.boxes:
            if box.color != color:
                color = box.color
                canvas.setFillColor(_color(color))
                canvas.setStrokeColor(_color(color))
            if box.height:
                canvas.rect(box.x, box.y, box.width, box.height, stroke=0, fill=1)
            else:
                canvas.line(box.x, box.y, box.x + box.width, box.y)
        running = (
            _Text(LEFT, HEIGHT - 28, self._running_title, PLAIN, SMALL, SOFT),
            _Text(LEFT, 26, self._running_note, PLAIN, SMALL, SOFT),
            _Text(RIGHT, HEIGHT - 28, f"Page {number} of {len(self._pages)}", PLAIN, SMALL, SOFT, right=True),
        )
        self._write(canvas, [*running, *page.texts])

    def _write(self, canvas: Canvas, texts: list[_Text]) -> None:
        """All of a page's text as one object; font and colour are set where they change."""
        out = canvas.beginText()
        font, color = None, None
        for text in texts:
            if (text.font, text.size) != font:
                _font(text.font)
                font = (text.font, text.size)
                out.setFont(*font)
            if text.color != color:
                color = text.color
                out.setFillColor(_color(color))
            shift = width_of(text.text, text.font) * text.size / 1000 if text.right else 0
            out.setTextOrigin(text.x - shift, text.y)
            out.textOut(text.text)
        canvas.drawText(out)


def _date(canvas: Canvas, made_at: datetime) -> None:
    """The file's date of making: invariant mode writes one of its own, the same for every file."""
    when = (made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second)
    canvas._doc._timeStamp.YMDhms = when


@cache
def _color(rgb: int) -> object:

    return HexColor(rgb)
