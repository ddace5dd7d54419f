"""Files kept under the hash of their bytes: written once, never changed."""

from typing import Protocol

from entrygo.contract.problems import Problem


class BlobConflict(Exception):
    """Other bytes are already kept under this key."""


class BlobMissing(Exception):
    """Nothing is kept under this key."""


class BlobsAway(Problem):
    """The store of files does not answer, or has no room: the same call may succeed later."""

    def __init__(self, words: str) -> None:
        super().__init__("UNAVAILABLE", words, retry_after=5)


class Blobs(Protocol):
    """A store of immutable files. Safe to use from several threads and processes.

    A key is one or more segments of ASCII letters, digits, ``.``, ``_`` and ``-`` with ``/`` between them, no
    segment beginning with a dot: ``{account}/{mode}/{sha256[:2]}/{sha256}``. Another key is a ``ValueError``. Every
    method may raise :class:`BlobsAway`.
    """

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes; when this returns they survive a power cut.

        Putting the same bytes again is fine; other bytes raise :class:`BlobConflict` and change nothing.
        """
        ...

    def get(self, key: str) -> bytes:
        """The bytes, or :class:`BlobMissing`."""
        ...

    def exists(self, key: str) -> bool:
        """Whether something is kept under this key."""
        ...

    def delete(self, key: str) -> None:
        """Forget the bytes; an absent key is fine."""
        ...
