"""Answers made small for the wire: gzip, where the caller takes it and the bytes are words.

A thread of the call packs, not the event loop. The entity tag stays that of the answer itself: what an operation
answers is the same bytes to everybody, however they travel, and no cache keeps them.
"""

from dataclasses import replace

from deflate import gzip_compress

from entrygo.operations.answer import Answer

LEAST = 1400
"""What fits one packet of a network travels as it is."""
LEVEL = 3
WORDS = ("application/json", "application/problem+json", "application/xml", "message/rfc822", "text/")


def packed(answered: Answer, accepted: str) -> Answer:
    """The answer as it travels to a caller with this ``Accept-Encoding``."""
    if len(answered.body) < LEAST or not answered.media_type.startswith(WORDS):
        return answered
    headers = {**answered.headers, "Vary": "Accept-Encoding"}
    if not _takes_gzip(accepted):
        return replace(answered, headers=headers)
    body = bytes(gzip_compress(answered.body, LEVEL))
    return replace(answered, body=body, headers=headers | {"Content-Encoding": "gzip"})


def _takes_gzip(accepted: str) -> bool:
    """Whether gzip is among the codings, and not with a weight of 0 (RFC 9110, 12.5.3)."""
    for each in accepted.lower().split(","):
        coding, _, parameter = each.partition(";")
        if coding.strip() in {"gzip", "x-gzip"}:
            weight = parameter.partition("=")[2].strip() or "1"
            return weight.strip("0.") != ""
    return False
