"""What a key of a file may look like: the same in a folder and in a bucket."""

import re

_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"
_KEY = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_LONGEST = 512


def checked(key: str) -> str:
    """The key, or a ``ValueError``: a key cannot leave the folder and means the same on every file system."""
    if len(key) > _LONGEST or not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is not a key: segments of A-Z a-z 0-9 . _ - with / between, none hidden.")
    return key
