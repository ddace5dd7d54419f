"""Which alphabet a text is written in."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def is_latin(text: str) -> bool:
    """Whether every letter of the text is a Latin one, with or without accents."""
    return text.isascii() or all(not sign.isalpha() or "LATIN" in unicodedata.name(sign, "") for sign in text)
