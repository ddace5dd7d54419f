"""A PDF file being written: numbered objects, streams, and the cross-reference that ends it (ISO 32000-1).

Objects without a stream are gathered into object streams, so that a tagged paper of thousands of lines stays small. The
same calls give the same bytes: no clock, and a compressor that the lock pins.
"""

from hashlib import sha256
from itertools import accumulate
from struct import Struct

from deflate import zlib_compress

GATHERED = 500
"""So many objects stand in one object stream."""
LEVEL, FONT_LEVEL = 1, 9
"""Pages are packed lightly, at half the work for a tenth more bytes; a font that the next paper wants too, tightly."""
_PLACE = Struct(">BIH")
"""An entry of the cross-reference: kind, place, and place within an object stream."""


class PdfFile:
    """The file, from its header on; :meth:`finished` closes it."""

    def __init__(self) -> None:
        self._out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._places = bytearray(_PLACE.pack(0, 0, 65_535))
        self._numbers: list[int] = []
        self._bodies: list[str] = []

    def reserve(self, count: int = 1) -> int:
        """The number of an object that is written later; the first of so many in a row."""
        number = len(self._places) // _PLACE.size
        self._places += bytes(count * _PLACE.size)
        return number

    def put(self, number: int, body: str) -> None:
        """Write a reserved object without a stream, in ASCII."""
        self._numbers.append(number)
        self._bodies.append(body)
        if len(self._bodies) >= GATHERED:
            self._close_gathered()

    def put_row(self, first: int, bodies: list[str]) -> None:
        """Write reserved objects without a stream, in ASCII, whose numbers follow each other."""
        self._numbers += range(first, first + len(bodies))
        self._bodies += bodies
        if len(self._bodies) >= GATHERED:
            self._close_gathered()

    def add(self, body: str) -> int:
        """Write an object without a stream, and number it."""
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, data: bytes, entries: str = "") -> int:
        """Write a compressed stream with these further entries of its dictionary."""
        return self.put_stream(self.reserve(), data, entries)

    def put_stream(self, number: int, data: bytes, entries: str = "") -> int:
        """Write a reserved stream."""
        return self.put_packed(number, packed(data), entries)

    def put_packed(self, number: int, data: bytes, entries: str = "") -> int:
        """Write a reserved stream of data that :func:`packed` compressed."""
        self._place(number, 1, len(self._out))
        head = f"{number} 0 obj\n<<{entries}/Filter/FlateDecode/Length {len(data)}>>\nstream\n"
        self._out += head.encode()
        self._out += data
        self._out += b"\nendstream\nendobj\n"
        return number

    def _place(self, number: int, kind: int, at: int, inside: int = 0) -> None:
        _PLACE.pack_into(self._places, number * _PLACE.size, kind, at, inside)

    def _close_gathered(self) -> None:
        if not self._bodies:
            return
        number = self.reserve()
        for inside, each in enumerate(self._numbers):
            self._place(each, 2, number, inside)
        starts = accumulate((len(body) + 1 for body in self._bodies), initial=0)
        index = " ".join([f"{each} {at}" for each, at in zip(self._numbers, starts, strict=False)])
        joined = "\n".join(self._bodies)
        data = f"{index}\n{joined}".encode("ascii")
        self.put_stream(number, data, f"/Type/ObjStm/N {len(self._bodies)}/First {len(index) + 1}")
        self._numbers, self._bodies = [], []

    def finished(self, *, root: int, info: int) -> bytes:
        """The whole file, whose catalogue and information are these objects."""
        self._close_gathered()
        number = self.reserve()
        at = len(self._out)
        self._place(number, 1, at)
        name = sha256(self._out).hexdigest()[:32]
        entries = (
            f"/Type/XRef/Size {number + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
        )
        self.put_stream(number, bytes(self._places), entries)
        self._out += f"startxref\n{at}\n%%EOF\n".encode()
        return bytes(self._out)


def packed(data: bytes, level: int = LEVEL) -> bytes:
    """Compressed as a file's streams are."""
    return bytes(zlib_compress(data, level))


def text_string(text: str) -> str:
    """Any text as a value of a dictionary: UTF-16 in hexadecimal."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
