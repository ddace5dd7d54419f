"""The typefaces of papers: which one has a character, and how a text becomes glyphs in the order they are read.

Noto Sans draws Latin, Greek and Cyrillic; every other script has a Noto Sans of its own, and Chinese, Japanese and
Korean share one with the forms of each country. Widths are thousandths of an em. The fonts come as packages, pinned by
the lock, so the same text gives the same glyphs on every machine.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from itertools import groupby
from typing import Any

import uharfbuzz
from bidi.algorithm import (
    explicit_embed_and_overrides,
    get_base_level,
    get_embedding_levels,
    get_empty_storage,
    resolve_implicit_levels,
    resolve_neutral_types,
    resolve_weak_types,
)

SANS = "NotoSans"
SCRIPTS = (
    "Arabic", "Hebrew", "Devanagari", "Thai", "Armenian", "Bengali", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi",
    "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil", "Telugu", "Symbols",
)  # fmt: skip
EMOJI = "NotoEmoji"
MISSING = 0
"""The number of the glyph every font has for what it lacks."""
HAN = "NotoSansCJK"
HAN_FORMS = {"ja": 0, "ko": 1, "zh-Hans": 2, "zh-Hant": 3}
"""The place of each country's forms in the collection of Chinese, Japanese and Korean."""
WEIGHTS = {False: 400, True: 700}
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})

Glyph = tuple[int, int, int, int]
"""A glyph's number, how far the pen moves on, and how far it is drawn off the pen, to the right and up."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Letters that are drawn by glyphs together, each glyph with the text it stands for."""

    glyphs: tuple[tuple[Glyph, str], ...]


class Typeface:
    """One font in one weight. Its glyph numbers are those of the file it comes from."""

    def __init__(self, name: str, *, bold: bool) -> None:
        self.name = f"{name}-{'Bold' if bold else 'Regular'}"
        self.weight = WEIGHTS[bold]
        family, _, form = name.partition("/")
        self.is_shaped = family not in {SANS, HAN, f"{SANS}Symbols", EMOJI}
        self.face = uharfbuzz.Face(_file(family), HAN_FORMS.get(form, 0))
        self.is_compact = "CFF2" in self.face.table_tags
        self._font = uharfbuzz.Font(self.face)
        self._font.scale = (1000, 1000)
        self._font.set_variations({"wght": self.weight})
        self._known: dict[int, tuple[int, int]] = {}

    def glyph(self, code: int) -> tuple[int, int]:
        """Number and width of a character's own glyph; number 0 where the font has none."""
        found = self._known.get(code)
        if found is None:
            glyph = self._font.get_nominal_glyph(code)
            number = MISSING if glyph is None else glyph
            found = self._known[code] = (number, self._font.get_glyph_h_advance(number))
        return found

    def width(self, glyph: int) -> int:
        """The width of a glyph by its number."""
        return int(self._font.get_glyph_h_advance(glyph))

    @cached_property
    def extents(self) -> tuple[int, int]:
        """How far the font reaches above and below the line."""
        found = self._font.get_font_extents("ltr")
        return int(found.ascender), int(found.descender)

    def shaped(self, text: str, *, backwards: bool) -> tuple[Cluster, ...]:
        """The glyphs of a text in the order they are drawn, from left to right."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if backwards else "ltr"
        uharfbuzz.shape(self._font, buffer)
        starts = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        drawn = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        return tuple(
            _cluster(
                text[start : ends[start]],
                [(info.codepoint, at.x_advance, at.x_offset, at.y_offset) for info, at in group],
            )
            for start, group in groupby(drawn, key=lambda each: each[0].cluster)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A part of a line in one typeface. Without ``clusters`` each character is its own glyph, in order."""

    typeface: Typeface
    text: str
    width: int
    clusters: tuple[Cluster, ...] | None = None
    is_backwards: bool = False


def _cluster(text: str, glyphs: list[Glyph]) -> Cluster:
    """Letter by letter where glyphs are as many; else the first that moves the pen stands for all of them."""
    if len(text) == len(glyphs):
        return Cluster(tuple(zip(glyphs, text, strict=True)))
    first = next((place for place, glyph in enumerate(glyphs) if glyph[1]), 0)
    return Cluster(tuple((glyph, text if place == first else "") for place, glyph in enumerate(glyphs)))


@cache
def _file(family: str) -> Any:  # Any: the library is untyped
    """A font file, mapped into memory: what is not used of it takes none."""
    package, name = (
        ("manimgx_fonts_cjk", f"{family}-VF.otf.ttc")
        if family == HAN
        else ("manimgx_fonts", f"{family}[wght].ttf")
    )
    with as_file(files(package) / name) as path:
        return uharfbuzz.Blob.from_file_path(str(path))


@cache
def typeface(name: str, *, bold: bool) -> Typeface:
    """A typeface by its name: ``NotoSans``, ``NotoSansThai``, ``NotoSansCJK/ja``."""
    return Typeface(name, bold=bold)


@lru_cache(maxsize=65_536)
def _name_of(sign: str, han: str) -> str | None:
    """The typeface that has a character, ``None`` where none has."""
    names = (SANS, *(f"{SANS}{script}" for script in SCRIPTS), f"{HAN}/{han}", EMOJI)
    return next((name for name in names if typeface(name, bold=False).glyph(ord(sign))[0]), None)


@lru_cache(maxsize=65_536)
def _is_plain(sign: str) -> bool:
    """Whether a character is drawn in Noto Sans by its own glyph, left to right, whatever stands beside it."""
    joins = unicodedata.category(sign) in {"Mn", "Mc", "Me", "Cf"}
    runs_back = unicodedata.bidirectional(sign) in RIGHT_TO_LEFT
    return not joins and not runs_back and _name_of(sign, "zh-Hans") == SANS


def is_drawable(sign: str) -> bool:
    """Whether any typeface has the character."""
    return _name_of(sign, "zh-Hans") is not None or unicodedata.category(sign) == "Cf"


def is_plain(text: str) -> bool:
    """Whether the whole text is drawn in Noto Sans, character by character."""
    return text.isascii() or all(map(_is_plain, text))


LATIN = frozenset(
    sign
    for sign in bytes(range(32, 256)).decode("cp1252", errors="ignore")
    if not unicodedata.category(sign).startswith("C") and sign != "\u00a0"
)
"""The characters of WinAnsi that are drawn."""


def is_latin(text: str) -> bool:
    """Whether the whole text is in letters that have a code of one byte."""
    return LATIN.issuperset(text)


@cache
def latin_widths(*, bold: bool) -> dict[str, int]:
    """The width of each character of :func:`is_latin` in Noto Sans."""
    return {sign: typeface(SANS, bold=bold).glyph(ord(sign))[1] for sign in LATIN}


def width_of(text: str, *, bold: bool) -> int:
    """A text's width in thousandths of its size."""
    if is_latin(text):
        return sum(map(latin_widths(bold=bold).__getitem__, text))
    return _width_of(text, bold=bold)


@lru_cache(maxsize=4096)
def _width_of(text: str, *, bold: bool) -> int:
    if is_plain(text):
        glyph = typeface(SANS, bold=bold).glyph
        return sum(glyph(code)[1] for code in map(ord, text))
    return sum(run.width for run in runs_of(text, bold=bold))


@lru_cache(maxsize=4096)
def runs_of(text: str, *, bold: bool) -> tuple[Run, ...]:
    """A line's runs as they are drawn from left to right. Every character must be drawable."""
    if is_plain(text):
        return (_run(typeface(SANS, bold=bold), text, backwards=False),)
    han = han_form(text)
    found = []
    for level, part in _levels(text):
        for name, piece in _pieces(part, han):
            found.append((level, _run(typeface(name, bold=bold), piece, backwards=bool(level % 2))))
    return tuple(_reordered(found))


def _run(used: Typeface, text: str, *, backwards: bool) -> Run:
    if not backwards and not used.is_shaped and not any(_joins(sign) for sign in text):
        return Run(typeface=used, text=text, width=sum(used.glyph(ord(sign))[1] for sign in text))
    clusters = used.shaped(text, backwards=backwards)
    width = sum(glyph[1] for cluster in clusters for glyph, _ in cluster.glyphs)
    return Run(typeface=used, text=text, width=width, clusters=clusters, is_backwards=backwards)


def _joins(sign: str) -> bool:
    return not sign.isascii() and unicodedata.category(sign) in {"Mn", "Mc", "Me", "Cf"}


def _pieces(text: str, han: str) -> Iterator[tuple[str, str]]:
    """The text in pieces of one typeface; a mark or a joiner stays with the letter before it."""
    names: list[str] = []
    for sign in text:
        name = _name_of(sign, han) or SANS
        if names and _stays(names[-1], sign):
            name = names[-1]
        names.append(name)
    place = 0
    for name, group in groupby(names):
        length = len(list(group))
        yield name, text[place : place + length]
        place += length


def _stays(name: str, sign: str) -> bool:
    """Whether a mark, a joiner or a space is drawn with the letter before it."""
    used = typeface(name, bold=False)
    if sign == " ":
        return used.is_shaped and bool(used.glyph(ord(sign))[0])
    return _joins(sign) and (unicodedata.category(sign) == "Cf" or bool(used.glyph(ord(sign))[0]))


def han_form(text: str) -> str:
    """Whose forms of the Han characters a text wants, as far as its own letters tell."""
    if any("\u3040" <= sign <= "\u30ff" or "\uff66" <= sign <= "\uff9f" for sign in text):
        return "ja"
    if any("\uac00" <= sign <= "\ud7a3" or "\u1100" <= sign <= "\u11ff" for sign in text):
        return "ko"
    characters = "".join(sign for sign in text if "\u3400" <= sign <= "\u9fff")
    return next((form for form, code in (("zh-Hans", "gb2312"), ("zh-Hant", "big5")) if _fits(characters, code)),
                "zh-Hans")  # fmt: skip


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _levels(text: str) -> list[tuple[int, str]]:
    """The text in parts of one embedding level of the Unicode bidirectional algorithm, as they are stored."""
    if not any(unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in text):
        return [(0, text)]
    storage: dict[str, Any] = get_empty_storage()  # Any: the library is untyped
    storage["base_level"] = get_base_level(text)
    storage["base_dir"] = ("L", "R")[storage["base_level"]]
    get_embedding_levels(text, storage)
    explicit_embed_and_overrides(storage)
    resolve_weak_types(storage)
    resolve_neutral_types(storage, debug=False)
    resolve_implicit_levels(storage, debug=False)
    grouped = groupby(storage["chars"], key=lambda each: each["level"])
    return [(int(level), "".join(each["ch"] for each in part)) for level, part in grouped]


def _reordered(runs: list[tuple[int, Run]]) -> Iterator[Run]:
    """The runs in the order they stand on the line: from the highest level down, each stretch is turned around."""
    for level in range(max((level for level, _ in runs), default=0), 0, -1):
        turned: list[tuple[int, Run]] = []
        for is_deeper, stretch in groupby(runs, key=lambda each: each[0] >= level):
            part = list(stretch)
            turned += reversed(part) if is_deeper else part
        runs = turned
    return (run for _, run in runs)
