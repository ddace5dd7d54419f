"""The file store that ``ENTRYGO_ARTIFACTS_URL`` names."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from entrygo.blobs.folder import FolderBlobs
from entrygo.ports.blobs import Blobs


def open_blobs(url: str, s3_endpoint: str | None = None) -> Blobs:
    """The store at ``file:///folder`` (made when absent) or ``s3://bucket/prefix``; else a ``ValueError``."""
    scheme, separator, rest = url.partition("://")
    if separator and scheme == "file" and rest:
        return FolderBlobs(Path(unquote(rest)))
    if separator and scheme == "s3" and (bucket := urlsplit(url).netloc):
        from entrygo.blobs.bucket import BucketBlobs  # loads obstore, which a folder has no use for

        return BucketBlobs(bucket, unquote(urlsplit(url).path).strip("/"), endpoint=s3_endpoint)
    raise ValueError(f"{url!r} is not a place for files: use file:///folder or s3://bucket/prefix.")
