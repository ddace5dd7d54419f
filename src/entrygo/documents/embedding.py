"""The typefaces one paper uses: what it drew of each, and each cut down to that and put into the file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from struct import unpack_from

import uharfbuzz

from entrygo.documents.pdf_file import FONT_LEVEL, PdfFile, packed, text_string
from entrygo.documents.typefaces import SANS, Cluster, Run, Typeface, typeface

NEEDLESS = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "STAT", "name", "OS/2", "post", "vhea", "vmtx", "VORG", "DSIG",
            "gasp", "meta", "MVAR")  # fmt: skip
"""Tables a PDF viewer does not read."""
FLAGS = (
    uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    | uharfbuzz.SubsetFlags.NO_BIDI_CLOSURE
    | uharfbuzz.SubsetFlags.DOWNGRADE_CFF2
    | uharfbuzz.SubsetFlags.CFF_IDENTITY_CHARSET
)
SYSTEM = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
STEMS = {400: 80, 700: 140}
ASCII = frozenset(map(chr, range(32, 127)))
"""The letters every paper holds in Noto Sans, drawn or not: the font is then cut alike for most papers."""
BY_NUMBER, BY_LETTER = 4, 32
"""Flags of a font: codes are its own, or those of the Latin letters."""
MARK = "\u2063"
UNSETTLED = re.compile(f"{MARK}(F[0-9]+) ([0-9A-F]*){MARK}")
"""Codes of glyphs that get their numbers when the font is cut, between marks that nothing else on a page holds."""
BASIC = 0xFFFF
"""The last character that has a code of two bytes."""
FURTHER = 0xD800
"""The first code in Noto Sans that is no letter's: surrogates, then private use."""
MOST_TOLD_APART = 3900
"""So many further codes, and a glyph of Noto Sans stands for no text of its own any more: all of them find room."""
MOST_MAPPED = 100
"""A character map holds no more entries in one block (Adobe technical note 5411)."""


@dataclass(slots=True)
class _Latin:
    """Noto Sans for text in Latin letters, by the one-byte codes every viewer knows (WinAnsi, ISO 32000-1, annex D)."""

    bold: bool
    is_used: bool = False
    letters: set[str] = field(default_factory=lambda: set(ASCII))

    @property
    def name(self) -> str:
        return f"L{int(self.bold)}"


@dataclass(slots=True)
class _Drawn:
    """What a paper drew of one typeface: its name on the pages, and what each code stands for.

    In Noto Sans a letter's code is its Unicode number; in other typefaces a code is a glyph's number in the whole font.
    What is drawn for different letters (a stem that takes the dots of several) has a further code for each, so that a
    reader finds the text as it was written.
    """

    typeface: Typeface
    name: str
    is_plain: bool
    stands_for: dict[int, str] = field(default_factory=dict)
    coded: dict[tuple[int, str], int] = field(default_factory=dict)
    further: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """The codes of a text in which each character is its own glyph, in hexadecimal."""
        return "".join([f"{self.code(self.typeface.glyph(ord(sign))[0], sign):04X}" for sign in text])

    def code(self, glyph: int, text: str) -> int:
        """The code of a glyph where it stands for this text."""
        found = self.coded.get((glyph, text))
        if found is None:
            found = self._own(glyph, text)
            if found is None and self.is_plain and len(self.further) > MOST_TOLD_APART:
                text = ""
                found = self.coded.get((glyph, text))
            if found is None:
                start = FURTHER if self.is_plain else self.typeface.face.glyph_count
                found = start + len(self.further)
                self.further[found] = glyph
            self.coded[glyph, text] = found
            self.stands_for[found] = text
        return found

    def _own(self, glyph: int, text: str) -> int | None:
        """The code that needs no entry among the further ones, if this text may have it."""
        if self.is_plain:
            is_letter = len(text) == 1 and ord(text) <= BASIC and self.typeface.glyph(ord(text))[0] == glyph
            return ord(text) if is_letter else None
        return None if glyph in self.stands_for else glyph

    def glyph(self, code: int) -> int:
        """The glyph a code draws."""
        further = self.further.get(code)
        if further is not None:
            return further
        return self.typeface.glyph(code)[0] if self.is_plain else code

    def shown(self, clusters: Iterable[Cluster], size: int) -> str:
        """The operators that draw glyphs where the shaping put them."""
        parts, rise = ["["], 0
        for (number, advance, right, up), text in (glyph for cluster in clusters for glyph in cluster.glyphs):
            if up != rise:
                parts.append(f"]TJ {up * size / 1000:.2f} Ts[")
                rise = up
            back = right + self.typeface.width(number) - advance
            parts.append(f"{-right if right else ''}<{self.code(number, text):04X}>{back if back else ''} ")
        return "".join(parts) + ("]TJ 0 Ts" if rise else "]TJ")


class Embedding:
    """The typefaces of one paper."""

    def __init__(self) -> None:
        self._drawn: dict[str, _Drawn] = {}
        self._latin = (_Latin(bold=False), _Latin(bold=True))

    def latin(self, text: str, *, bold: bool) -> str:
        """The operators that draw a text of :func:`entrygo.documents.typefaces.is_latin` at the pen.

        The typeface is that of :meth:`latin_name`. The text stands on the page by its codes, as letters of Latin-1.
        """
        used = self._latin[bold]
        used.is_used = True
        if not text.isascii():
            used.letters.update(text)
            text = text.encode("cp1252").decode("latin-1")
        if "\\" in text or "(" in text or ")" in text:
            text = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({text})Tj"

    def latin_name(self, *, bold: bool) -> str:
        """What the pages call the typeface of text in Latin letters."""
        return self._latin[bold].name

    def drawn(self, run: Run, *, size: int) -> tuple[str, str]:
        """What the pages call the typeface of a run, and the operators that draw it."""
        return self._of(run.typeface).name, self.shown(run, size)

    def _of(self, used: Typeface) -> _Drawn:
        found = self._drawn.get(used.name)
        if found is None:
            found = self._drawn[used.name] = _Drawn(
                used, f"F{len(self._drawn)}", is_plain=used.name.startswith(f"{SANS}-")
            )
        return found

    def shown(self, run: Run, size: int) -> str:
        """The operators that draw a run at the pen, in a size of whole points."""
        drawn = self._of(run.typeface)
        if run.clusters is None:
            codes = drawn.text(run.text)
            return f"{MARK}{drawn.name} {codes}{MARK}Tj" if run.typeface.is_compact else f"<{codes}>Tj"
        shown = drawn.shown(run.clusters, size)
        if run.is_backwards:  # viewers turn such text around themselves
            return shown
        return f"/Span<</ActualText{text_string(run.text)}>>BDC {shown} EMC"

    @staticmethod
    def is_settled(content: str) -> bool:
        """Whether a page's operators hold no code that is known only when the paper is done."""
        return MARK not in content

    def settled(self, content: str) -> str:
        """A page's operators with the codes of the fonts as they were cut."""
        by_name = {drawn.name: drawn.numbers for drawn in self._drawn.values()}
        return UNSETTLED.sub(lambda found: _renumbered(found[2], by_name[found[1]]), content)

    def resources(self, file: PdfFile) -> str:
        """Put every typeface into the file that was drawn with; what a page's resources say of them."""
        named = [(drawn.name, _put(file, drawn)) for drawn in self._drawn.values()]
        named += [(latin.name, _put_latin(file, latin)) for latin in self._latin if latin.is_used]
        return f"/Font<<{''.join(f'/{name} {number} 0 R' for name, number in named)}>>"


def _put_latin(file: PdfFile, latin: _Latin) -> int:
    """Noto Sans as a simple font."""
    used, letters = typeface(SANS, bold=latin.bold), "".join(sorted(latin.letters))
    program, length, tag = _latin_program(letters, bold=latin.bold)
    name = f"{tag}+{used.name}"
    number = file.put_packed(file.reserve(), program, f"/Length1 {length}")
    described = _descriptor(file, used, name, program=number, flags=BY_LETTER)
    codes = {letter.encode("cp1252")[0]: letter for letter in letters}
    last = max(codes)
    widths = " ".join(
        str(used.glyph(ord(codes[code]))[1] if code in codes else 0) for code in range(32, last + 1)
    )
    meaning = file.stream(_to_unicode({f"{code:02X}": letter for code, letter in codes.items()}).encode())
    return file.add(
        f"<</Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding/FirstChar 32/LastChar {last}"
        f"/Widths[{widths}]/FontDescriptor {described} 0 R/ToUnicode {meaning} 0 R>>"
    )


@lru_cache(maxsize=32)
def _latin_program(letters: str, *, bold: bool) -> tuple[bytes, int, str]:
    """Noto Sans cut down to these letters: packed, its length, its tag. Most papers want the same."""
    used = typeface(SANS, bold=bold)
    cut, _ = _cut(used, {used.glyph(ord(letter))[0] for letter in letters}, letters)
    data = bytes(cut.blob.data)
    return packed(data, FONT_LEVEL), len(data), _tag(data)


def _put(file: PdfFile, drawn: _Drawn) -> int:
    """A typeface as a composite font. TrueType outlines keep their numbers; those of Han are numbered anew."""
    typeface, meanings = drawn.typeface, drawn.stands_for
    codes = sorted(meanings)
    glyphs = {code: drawn.glyph(code) for code in codes}
    cut, numbers = _cut(typeface, set(glyphs.values()))
    drawn.numbers = {code: numbers[glyph] if typeface.is_compact else code for code, glyph in glyphs.items()}
    data = bytes(cut.reference_table("CFF ").data) if typeface.is_compact else bytes(cut.blob.data)
    name = f"{_tag(data)}+{typeface.name.replace('/', '-')}"
    program = file.stream(data, "/Subtype/CIDFontType0C" if typeface.is_compact else f"/Length1 {len(data)}")
    widths = "".join(f"{drawn.numbers[code]}[{typeface.width(glyphs[code])}]" for code in codes)
    kind = "/CIDFontType0" if typeface.is_compact else f"/CIDFontType2/CIDToGIDMap{_map(file, glyphs, drawn)}"
    described = _descriptor(file, typeface, name, program=program, flags=BY_NUMBER)
    descendant = file.add(
        f"<</Type/Font/Subtype{kind}/BaseFont/{name}/CIDSystemInfo{SYSTEM}"
        f"/FontDescriptor {described} 0 R/DW 1000/W[{widths}]>>"
    )
    spelled = {f"{drawn.numbers[code]:04X}": text for code, text in sorted(meanings.items())}
    meaning = file.stream(_to_unicode(spelled).encode())
    return file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {meaning} 0 R>>"
    )


def _map(file: PdfFile, glyphs: dict[int, int], drawn: _Drawn) -> str:
    """Which glyph each code draws: itself, unless codes are letters or there are further ones."""
    if not drawn.further and not drawn.is_plain:
        return "/Identity"
    listed = bytearray(2 * max(glyphs) + 2)
    for code, glyph in glyphs.items():
        listed[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    return f" {file.stream(bytes(listed))} 0 R"


def _renumbered(codes: str, numbers: dict[int, int]) -> str:
    old = (int(codes[place : place + 4], 16) for place in range(0, len(codes), 4))
    return f"<{''.join(f'{numbers[number]:04X}' for number in old)}>"


def _descriptor(file: PdfFile, typeface: Typeface, name: str, *, program: int, flags: int) -> int:
    ascent, descent = typeface.extents
    box = " ".join(map(str, unpack_from(">4h", bytes(typeface.face.reference_table("head").data), 36)))
    return file.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {flags}/FontBBox[{box}]/ItalicAngle 0/Ascent {ascent}"
        f"/Descent {descent}/CapHeight 714/StemV {STEMS[typeface.weight]}"
        f"/FontFile{'3' if typeface.is_compact else '2'} {program} 0 R>>"
    )


def _cut(typeface: Typeface, glyphs: set[int], letters: str = "") -> tuple[uharfbuzz.Face, dict[int, int]]:
    """The font with these glyphs alone in its one weight, and the number each has in it.

    Its own table of characters has the ``letters`` alone, and is left out where there are none.
    """
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.unicode_set.update(map(ord, letters))
    wanted.flags = FLAGS if typeface.is_compact else FLAGS | uharfbuzz.SubsetFlags.RETAIN_GIDS
    needless = NEEDLESS if letters else (*NEEDLESS, "cmap")
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in needless)
    wanted.pin_axis_location(typeface.face, "wght", typeface.weight)
    plan = uharfbuzz.SubsetPlan(typeface.face, wanted)
    return plan.execute(), dict(plan.old_to_new_glyph_mapping.items())


def _tag(data: bytes) -> str:
    """The six letters that mark a part of a font: the same part has the same."""
    number = int.from_bytes(sha256(data).digest()[:6], "big")
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))


def _to_unicode(meanings: dict[str, str]) -> str:
    """What each code stands for; a code is given in hexadecimal, all in as many digits."""
    width = len(next(iter(meanings)))
    pairs = [f"<{code}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in meanings.items()]
    blocks = (pairs[start : start + MOST_MAPPED] for start in range(0, len(pairs), MOST_MAPPED))
    said = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<{'0' * width}> <{'F' * width}>\nendcodespacerange\n{said}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
