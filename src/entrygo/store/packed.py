"""Bytes that repeat each other, compressed as one (Zstandard, RFC 8878): the forms of a plan; an answer beside another.

Whoever writes them asks :class:`Packing` first: a node of an older version cannot read them.
"""

import struct
import time

import zstandard

from entrygo.store.registry import InstallationRows
from entrygo.store.schema_compat import COMPATIBLE_NAME

NAME = "packed_since"
"""The row of ``installation`` that says that every node reads what is packed, and from which revision on."""
REVISION = "0014"
"""The schema's revision whose code reads it."""
LEVEL = 3
LEAST = 512  # bytes; less is not worth it
_LENGTHS = struct.Struct("<4Q")
_MAGIC = zstandard.FRAME_HEADER
_FAR = 1 << 20  # repeats that lie further apart than this are looked for apart
_ASK_AGAIN = 5.0  # seconds


class Packing:
    """Whether what is written may be packed. Once it may, it may for good."""

    def __init__(self, installation: InstallationRows) -> None:
        self._installation = installation
        self._is_on = False
        self._asked = float("-inf")

    @property
    def is_on(self) -> bool:
        """Whether all nodes read what is packed; asked again every few seconds until they do."""
        if not self._is_on and time.monotonic() - self._asked > _ASK_AGAIN:
            self._asked = time.monotonic()
            self._is_on = self._installation.get(NAME) is not None
        return self._is_on

    def begin(self) -> None:
        """From now on it may. Code that cannot read it refuses to start on this database from then on."""
        self._installation.note(COMPATIBLE_NAME, REVISION)
        self._installation.note(NAME, REVISION)


def pack(answer: bytes, document: bytes, snapshot: bytes, outcome: bytes) -> bytes:
    """The four forms of a plan as one frame: they say the same facts, so that the later ones cost next to nothing."""
    parts = (document, outcome, snapshot, answer)
    return _compressed(_LENGTHS.pack(*map(len, parts)) + b"".join(parts))


def unpack(packed: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Answer, document, snapshot and outcome of a plan. Raises ``ValueError`` for bytes that are no such frame."""
    try:
        whole = zstandard.ZstdDecompressor().decompress(packed)
        lengths = _LENGTHS.unpack_from(whole)
    except (zstandard.ZstdError, struct.error) as error:
        raise ValueError("a stored plan is damaged") from error
    parts, at = [], _LENGTHS.size
    for length in lengths:
        parts.append(whole[at : at + length])
        at += length
    if at != len(whole):
        raise ValueError("a stored plan is damaged")
    document, outcome, snapshot, answer = parts
    return answer, document, snapshot, outcome


def pack_beside(body: bytes, other: bytes | None) -> bytes:
    """An answer by its differences from another, or by itself; as it is where that is short."""
    if len(body) < LEAST:
        return body
    return _compressed(body, None if not other else _as_dictionary(other))


def unpack_beside(kept: bytes, other: bytes | None) -> bytes:
    """The answer again. Raises ``ValueError`` where it is damaged, or the other one is not what it was."""
    if not is_packed(kept):
        return kept
    known = None if not other else _as_dictionary(other)
    try:
        return zstandard.ZstdDecompressor(dict_data=known).decompress(kept)
    except zstandard.ZstdError as error:
        raise ValueError("a stored answer is damaged") from error


def is_packed(kept: bytes) -> bool:
    """Whether bytes are a frame; JSON never begins like one."""
    return kept.startswith(_MAGIC)


def _as_dictionary(other: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(other, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _compressed(whole: bytes, known: zstandard.ZstdCompressionDict | None = None) -> bytes:
    if len(whole) <= _FAR:
        return zstandard.ZstdCompressor(level=LEVEL, dict_data=known, write_checksum=True).compress(whole)
    window = min(max((len(whole) - 1).bit_length(), 21), 27)
    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL, window_log=window, enable_ldm=True, write_checksum=True, source_size=len(whole)
    )
    return zstandard.ZstdCompressor(compression_params=parameters, dict_data=known).compress(whole)
