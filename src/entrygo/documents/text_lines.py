"""How text becomes lines of a paper: what no typeface has is found, and lines are broken where they may be."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from entrygo.documents.typefaces import is_drawable, is_latin, is_plain, latin_widths, width_of

BREAKS = frozenset("-/_.,;:@&=?+")
"""Signs after which a word too wide for its room is broken rather than anywhere."""


class Letters:
    """Turns text into what the typefaces can draw, and remembers what they cannot.

    A character that none has stands as its Unicode number in brackets. Nothing is dropped, and :meth:`note` says so.
    """

    def __init__(self) -> None:
        self.undrawable: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def drawable(self, text: str) -> str:
        """The text on one line in characters the typefaces have."""
        text = " ".join(text.split())
        if text.isascii() or is_latin(text):
            return text
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._written(text)
        return known

    def _written(self, text: str) -> str:
        if is_plain(text):
            return text
        text = unicodedata.normalize("NFC", text)
        return "".join(self._spelled(text)).replace("][", " ")

    def _spelled(self, text: str) -> Iterator[str]:
        for sign in text:
            if is_drawable(sign):
                yield sign
            else:
                self.undrawable.setdefault(sign, text)
                yield f"[U+{ord(sign):04X}]"

    def note(self) -> str | None:
        """What a reader must know of the letters on the paper; nothing where each was drawn as it was written."""
        if not self.undrawable:
            return None
        named = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(self.undrawable))
        return (
            f"NOT PRINTABLE: no font of this paper has {named}. The number stands in its place, in brackets; "
            "the HTML, CSV and JSON of this package have the text as it was written."
        )


def wrapped(text: str, *, width: int, bold: bool, size: int) -> tuple[str, ...]:
    """The text in lines no wider than ``width`` points; a word that is wider is broken."""
    room = width * 1000 // size
    return _wrapped_latin(text, room, bold=bold) if is_latin(text) else _wrapped(text, room, bold=bold)


def _wrapped_latin(text: str, room: int, *, bold: bool) -> tuple[str, ...]:
    width_at = latin_widths(bold=bold).__getitem__
    words = text.split()
    whole = " ".join(words)
    if sum(map(width_at, whole)) <= room:
        return (whole,)
    space, lines, line, used = width_at(" "), list[str](), "", 0
    for word in words:
        needed = sum(map(width_at, word))
        if line and used + space + needed <= room:
            line, used = f"{line} {word}", used + space + needed
            continue
        if line:
            lines.append(line)
        if needed > room:
            *full, word = _broken(word, room=room, bold=bold)
            lines += full
            needed = sum(map(width_at, word))
        line, used = word, needed
    return (*lines, line)


@lru_cache(maxsize=4096)
def _wrapped(text: str, room: int, *, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    line, used = "", 0
    for gap, piece in _pieces(text, room=room, bold=bold):
        needed = width_of(piece, bold=bold)
        space = width_of(gap, bold=bold) if line and gap else 0
        if line and used + space + needed > room:
            lines.append(line)
            line, used, space = "", 0, 0
        line, used = f"{line}{gap}{piece}" if line else piece, used + space + needed
    return (*lines, line) if line or not lines else tuple(lines)


def _pieces(text: str, *, room: int, bold: bool) -> Iterator[tuple[str, str]]:
    """What may stand on a line of its own, each with the space before it: words, and each Han or Kana character."""
    for word in text.split():
        gap = " "
        for part in (word,) if is_plain(word) else _breakable(word):
            pieces = (part,) if width_of(part, bold=bold) <= room else _broken(part, room=room, bold=bold)
            for piece in pieces:
                yield gap, piece
                gap = ""


def _breakable(word: str) -> Iterator[str]:
    """A word in parts between which a line may be broken without a space."""
    part = ""
    for sign in word:
        if part and _is_wide(sign) and not unicodedata.category(sign).startswith("P"):
            yield part
            part = ""
        part += sign
    yield part


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in {"W", "F"}


def _broken(word: str, *, room: int, bold: bool) -> Iterator[str]:
    """A word too wide for its room in pieces that fit: after one of its own signs where one stands, like ``-``, ``/``
    or ``.``; a mark stays with its letter.
    """
    piece, after = "", 0
    for cluster in _clusters(word):
        if piece and width_of(piece + cluster, bold=bold) > room:
            place = after if 2 * after > len(piece) else len(piece)
            yield piece[:place]
            piece, after = piece[place:], 0
        piece += cluster
        if cluster in BREAKS:
            after = len(piece)
    yield piece


def _clusters(word: str) -> Iterator[str]:
    cluster = ""
    for sign in word:
        if cluster and unicodedata.category(sign) not in {"Mn", "Mc", "Me", "Cf"}:
            yield cluster
            cluster = ""
        cluster += sign
    yield cluster
