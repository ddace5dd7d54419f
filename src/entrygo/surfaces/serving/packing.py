"""Answers made small for the wire: zstd or gzip, where the caller takes one and the bytes are words.

A thread of the call packs, not the event loop. The entity tag stays that of the answer itself: what an operation
answers is the same bytes to everybody, however they travel, and no cache keeps them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from deflate import gzip_compress
from zstandard import ZstdCompressor

from entrygo.operations.answer import Answer

LEAST = 1400
"""What fits one packet of a network travels as it is."""
WORDS = ("application/json", "application/problem+json", "application/xml", "message/rfc822", "text/")
GZIP_LEVEL, ZSTD_LEVEL = 3, 3
WEIGHT = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
"""RFC 9110, 12.4.2: from 0 to 1, at most three digits after the point."""


def _zstd(body: bytes) -> bytes:
    return ZstdCompressor(level=ZSTD_LEVEL).compress(body)  # one a call: threads may not share one


def _gzip(body: bytes) -> bytes:
    return bytes(gzip_compress(body, GZIP_LEVEL))


CODINGS: Mapping[str, Callable[[bytes], bytes]] = {"zstd": _zstd, "gzip": _gzip}
"""The one we would rather send first: zstd packs smaller in less time."""


def packed(answered: Answer, accepted: str) -> Answer:
    """The answer as it travels to a caller with this ``Accept-Encoding``."""
    if len(answered.body) < LEAST or not answered.media_type.startswith(WORDS):
        return answered
    headers = {**answered.headers, "Vary": "Accept-Encoding"}
    coding = _chosen(accepted)
    if coding is None:
        return replace(answered, headers=headers)
    body = CODINGS[coding](answered.body)
    return replace(answered, body=body, headers=headers | {"Content-Encoding": coding})


def _chosen(accepted: str) -> str | None:
    """The coding of the greatest weight, ours first among equals; none where all are refused (RFC 9110, 12.5.3)."""
    weights = _weights(accepted)
    wanted = {coding: weights.get(coding, weights.get("*", 0.0)) for coding in CODINGS}
    best = max(wanted, key=wanted.__getitem__)
    # Only a caller that ranks the plain bytes higher, by name, gets them plain.
    return best if wanted[best] > weights.get("identity", 0.0) or wanted[best] == 1 else None


def _weights(accepted: str) -> Mapping[str, float]:
    """Each coding's weight; a coding whose weight cannot be read counts as refused."""
    weights: dict[str, float] = {}
    for each in accepted.lower().split(","):
        coding, *parameters = (part.strip() for part in each.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                weight = float(value) if WEIGHT.fullmatch(value := value.strip()) else 0.0
        if coding:
            weights["gzip" if coding == "x-gzip" else coding] = weight
    return weights
