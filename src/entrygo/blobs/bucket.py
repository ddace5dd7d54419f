"""Files in an S3 bucket, through obstore."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from entrygo.blobs.keys import checked
from entrygo.ports.blobs import BlobConflict, BlobMissing, BlobsAway

log = logging.getLogger(__name__)
_CONNECT = timedelta(seconds=5)
_REQUEST = timedelta(seconds=60)
RETRY_SECONDS = 8.0  # a call waits for it; an execution is tried again by the worker


@contextmanager
def _reachable() -> Iterator[None]:
    """Raise ``BlobsAway`` where the bucket does not answer or refuses."""
    try:
        yield
    except (AlreadyExistsError, FileNotFoundError):
        raise
    except BaseError as error:
        log.exception("the file store does not answer")
        raise BlobsAway("The server cannot reach its files now.") from error


class BucketBlobs:
    """A :class:`~entrygo.ports.blobs.Blobs` under a prefix of a bucket.

    Credentials and region come from the standard ``AWS_*`` variables. Create-only is S3's own conditional write
    (``If-None-Match: *``). A request cut off is repeated by the library, so for "exists already" the bytes are
    compared.
    """

    def __init__(
        self, bucket: str, prefix: str, *, endpoint: str | None = None, retry_seconds: float = RETRY_SECONDS
    ) -> None:
        plain = bool(endpoint and endpoint.startswith("http://"))
        self._store = S3Store(
            bucket,
            prefix=prefix or None,
            client_options={"allow_http": plain, "connect_timeout": _CONNECT, "timeout": _REQUEST},
            retry_config={"max_retries": 5, "retry_timeout": timedelta(seconds=retry_seconds)},
            config={"endpoint": endpoint} if endpoint else {},
        )

    def put(self, key: str, data: bytes) -> None:
        """Create the object; when the service answers it is durable."""
        try:
            with _reachable():
                obstore.put(self._store, checked(key), data, mode="create")
        except AlreadyExistsError as error:
            if self.get(key) != data:
                raise BlobConflict(key) from error

    def get(self, key: str) -> bytes:
        """The bytes, or :class:`~entrygo.ports.blobs.BlobMissing`."""
        try:
            with _reachable():
                return bytes(obstore.get(self._store, checked(key)).bytes())
        except FileNotFoundError as error:
            raise BlobMissing(key) from error

    def exists(self, key: str) -> bool:
        """Whether something is kept under this key."""
        try:
            with _reachable():
                obstore.head(self._store, checked(key))
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: str) -> None:
        """Delete the object."""
        try:
            with _reachable():
                obstore.delete(self._store, checked(key))
        except FileNotFoundError:
            return
