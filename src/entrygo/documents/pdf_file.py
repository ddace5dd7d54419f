"""A PDF file being written: numbered objects, streams, and the cross-reference that ends it (ISO 32000-1).

Objects without a stream are gathered into object streams, so that a tagged paper of thousands of lines stays small. The
same calls give the same bytes: no clock, and a compressor that the lock pins.
"""

from hashlib import sha256
from itertools import accumulate, starmap
from struct import Struct

from deflate import zlib_compress

GATHERED = 500
"""So many objects stand in one object stream."""
LEVEL = 6
_PLACE = Struct(">BIH").pack
"""An entry of the cross-reference: kind, place, and place within an object stream."""


class PdfFile:
    """The file, from its header on; :meth:`finished` closes it."""

    def __init__(self) -> None:
        self._out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._places: list[tuple[int, int, int]] = [(0, 0, 65_535)]
        self._gathered: list[tuple[int, str]] = []

    def reserve(self, count: int = 1) -> int:
        """The number of an object that is written later; the first of so many in a row."""
        number = len(self._places)
        self._places += ((0, 0, 0),) * count
        return number

    def put(self, number: int, body: str) -> None:
        """Write a reserved object without a stream, in ASCII."""
        self._gathered.append((number, body))
        if len(self._gathered) >= GATHERED:
            self._close_gathered()

    def put_all(self, objects: list[tuple[int, str]]) -> None:
        """Write several reserved objects without a stream, each its number and its body in ASCII."""
        self._gathered += objects
        if len(self._gathered) >= GATHERED:
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
        packed = bytes(zlib_compress(data, LEVEL))
        self._places[number] = (1, len(self._out), 0)
        head = f"{number} 0 obj\n<<{entries}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
        self._out += head.encode() + packed + b"\nendstream\nendobj\n"
        return number

    def _close_gathered(self) -> None:
        if not self._gathered:
            return
        number = self.reserve()
        numbers, bodies = zip(*self._gathered, strict=True)
        for place, each in enumerate(numbers):
            self._places[each] = (2, number, place)
        starts = accumulate((len(body) + 1 for body in bodies), initial=0)
        index = " ".join([f"{each} {at}" for each, at in zip(numbers, starts, strict=False)])
        joined = "\n".join(bodies)
        data = f"{index}\n{joined}".encode("ascii")
        self.put_stream(number, data, f"/Type/ObjStm/N {len(bodies)}/First {len(index) + 1}")
        self._gathered = []

    def finished(self, *, root: int, info: int) -> bytes:
        """The whole file, whose catalogue and information are these objects."""
        self._close_gathered()
        number = self.reserve()
        at = len(self._out)
        self._places[number] = (1, at, 0)
        table = b"".join(starmap(_PLACE, self._places))
        name = sha256(self._out).hexdigest()[:32]
        entries = f"/Type/XRef/Size {len(self._places)}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
        self.put_stream(number, table, entries)
        self._places[number] = (1, at, 0)
        self._out += f"startxref\n{at}\n%%EOF\n".encode()
        return bytes(self._out)


def text_string(text: str) -> str:
    """Any text as a value of a dictionary: UTF-16 in hexadecimal."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
