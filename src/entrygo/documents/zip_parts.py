"""A ZIP whose members are deflated by a pinned compressor, without times: the same bytes on every machine."""

from collections.abc import Iterable
from struct import pack

from deflate import crc32, deflate_compress

LEVEL = 6
_VERSION = 20
_DEFLATED = 8
_DAY = 0x0021
"""1 January 1980: the earliest day a ZIP can hold."""


def zip_of(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The parts as one archive, each a name in ASCII and its bytes, in their order."""
    out, listed = bytearray(), bytearray()
    count = 0
    for name, data in parts:
        packed, named = bytes(deflate_compress(data, LEVEL)), name.encode("ascii")
        told = pack(
            "<HHHHHIIIHH", _VERSION, 0, _DEFLATED, 0, _DAY, crc32(data), len(packed), len(data), len(named), 0
        )
        listed += b"PK\x01\x02" + pack("<H", _VERSION) + told + pack("<HHHII", 0, 0, 0, 0, len(out)) + named
        out += b"PK\x03\x04" + told + named + packed
        count += 1
    start = len(out)
    out += listed + b"PK\x05\x06" + pack("<HHHHIIH", 0, 0, count, count, len(listed), start, 0)
    return bytes(out)
