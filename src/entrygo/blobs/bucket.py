"""Files in an S3 bucket, through obstore."""

from datetime import timedelta

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import S3Store

from entrygo.blobs.keys import checked
from entrygo.ports.blobs import BlobConflict, BlobMissing

_CONNECT = timedelta(seconds=5)
_REQUEST = timedelta(seconds=60)
_RETRY = timedelta(seconds=30)


class BucketBlobs:
    """A :class:`~entrygo.ports.blobs.Blobs` under a prefix of a bucket.

    Credentials and region come from the standard ``AWS_*`` variables. Create-only is S3's own conditional write
    (``If-None-Match: *``). A request cut off is repeated by the library, so "exists already" may be our own work
    and the bytes decide.
    """

    def __init__(self, bucket: str, prefix: str, *, endpoint: str | None = None) -> None:
        plain = bool(endpoint and endpoint.startswith("http://"))
        self._store = S3Store(
            bucket,
            prefix=prefix or None,
            client_options={"allow_http": plain, "connect_timeout": _CONNECT, "timeout": _REQUEST},
            retry_config={"max_retries": 5, "retry_timeout": _RETRY},
            config={"endpoint": endpoint} if endpoint else {},
        )

    def put(self, key: str, data: bytes) -> None:
        """Create the object; when the service answers it is durable."""
        try:
            obstore.put(self._store, checked(key), data, mode="create")
        except AlreadyExistsError as error:
            if self.get(key) != data:
                raise BlobConflict(key) from error

    def get(self, key: str) -> bytes:
        """The bytes, or :class:`~entrygo.ports.blobs.BlobMissing`."""
        try:
            return bytes(obstore.get(self._store, checked(key)).bytes())
        except FileNotFoundError as error:
            raise BlobMissing(key) from error

    def exists(self, key: str) -> bool:
        """Whether something is kept under this key."""
        try:
            obstore.head(self._store, checked(key))
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: str) -> None:
        """Forget the bytes."""
        try:
            obstore.delete(self._store, checked(key))
        except FileNotFoundError:
            return
