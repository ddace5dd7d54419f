"""One suite over a folder and over a real S3 API: written once, never changed, never half."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from entrygo.blobs.bucket import BucketBlobs
from entrygo.blobs.folder import FolderBlobs
from entrygo.blobs.opening import open_blobs
from entrygo.ports.blobs import BlobConflict, BlobMissing, Blobs, BlobsAway
from tests.serving.broker_mailbox import free_port

DATA = b"<html>invoice</html>"
AWS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1"}


def key_of(data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    return f"acc_1/live/{digest[:2]}/{digest}"


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The endpoint of a moto server with a bucket ``files``."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in AWS.items():
            patch.setenv(name, value)
        boto3.client("s3", endpoint_url=f"http://{host}:{port}", region_name="us-east-1").create_bucket(
            Bucket="files"
        )
        yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "folder":
        return open_blobs(f"file://{tmp_path}/a/new/folder")
    return open_blobs(f"s3://files/{tmp_path.name}/artifacts", request.getfixturevalue("s3"))


@pytest.mark.parametrize("data", [DATA, b"", bytes(range(256)) * 40_000], ids=["small", "empty", "10 MB"])
def test_what_is_put_is_got(blobs: Blobs, data: bytes) -> None:
    assert not blobs.exists(key_of(data))
    blobs.put(key_of(data), data)
    assert blobs.exists(key_of(data))
    assert blobs.get(key_of(data)) == data
    assert type(blobs.get(key_of(data))) is bytes


def test_the_same_bytes_again_are_fine_and_others_are_a_conflict(blobs: Blobs) -> None:
    blobs.put("a/b", DATA)
    blobs.put("a/b", DATA)
    for other in (DATA + b"!", DATA[:-1], b""):
        with pytest.raises(BlobConflict):
            blobs.put("a/b", other)
    assert blobs.get("a/b") == DATA


def test_an_absent_key_is_missing_and_a_prefix_is_no_file(blobs: Blobs) -> None:
    blobs.put("a/b/c", DATA)
    for key in ("a/b/d", "a/b", "x"):
        assert not blobs.exists(key)
        with pytest.raises(BlobMissing):
            blobs.get(key)


def test_a_deleted_file_is_gone_and_may_come_back_as_another(blobs: Blobs) -> None:
    blobs.put("a/b", DATA)
    blobs.delete("a/b")
    blobs.delete("a/b")
    blobs.delete("never/there")
    assert not blobs.exists("a/b")
    blobs.put("a/b", b"other")
    assert blobs.get("a/b") == b"other"


@pytest.mark.parametrize(
    "key",
    ["", "/", "/etc/passwd", "a/../b", "..", "a//b", "a/", ".hidden", "a/.part", "a b", "ä", "a\\b", "a\n"],
)
def test_a_key_that_could_leave_the_store_is_refused_everywhere(blobs: Blobs, key: str) -> None:
    for use in (
        lambda: blobs.put(key, DATA),
        lambda: blobs.get(key),
        lambda: blobs.exists(key),
        lambda: blobs.delete(key),
    ):
        with pytest.raises(ValueError, match="is not a key"):
            use()


def test_of_many_writers_of_one_key_exactly_one_wins(blobs: Blobs) -> None:
    def put(number: int) -> bytes | None:
        try:
            blobs.put("race", b"%d" % number)
        except BlobConflict:
            return None
        return b"%d" % number

    with ThreadPoolExecutor(8) as pool:
        winners = [data for data in pool.map(put, range(24)) if data]
    assert winners == [blobs.get("race")]


def test_many_writers_of_the_same_bytes_all_succeed(blobs: Blobs) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: blobs.put(key_of(DATA), DATA), range(24)))
    assert blobs.get(key_of(DATA)) == DATA


def test_a_second_opening_sees_the_first_ones_files(tmp_path: Path, s3: str) -> None:
    for url in (f"file://{tmp_path}/files", f"s3://files/{tmp_path.name}"):
        open_blobs(url, s3).put("a/b", DATA)
        assert open_blobs(url, s3).get("a/b") == DATA


def test_a_prefix_keeps_installations_in_one_bucket_apart(tmp_path: Path, s3: str) -> None:
    one, two = (open_blobs(f"s3://files/{tmp_path.name}/{name}", s3) for name in ("one", "two"))
    one.put("a", DATA)
    assert not two.exists("a")


def test_a_folder_holds_nothing_but_the_files(tmp_path: Path) -> None:
    blobs = open_blobs(f"file://{tmp_path}/files")
    blobs.put(key_of(DATA), DATA)
    blobs.put(key_of(DATA), DATA)
    assert [p.relative_to(tmp_path / "files").as_posix() for p in tmp_path.rglob("*") if p.is_file()] == [
        key_of(DATA)
    ]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = FolderBlobs(tmp_path / "files")

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        with pytest.raises(BlobsAway, match="is full") as refusal:
            blobs.put("a", DATA)
    assert (refusal.value.code, refusal.value.retry_after) == ("UNAVAILABLE", 5)
    assert not blobs.exists("a")
    assert not list((tmp_path / "files").iterdir())
    blobs.put("a", DATA)
    assert blobs.get("a") == DATA


def test_a_bucket_that_goes_away_is_said_to_be_away_and_serves_when_it_is_back(
    s3: str, tmp_path: Path
) -> None:
    """Two doors to one bucket in memory, so that one can close."""
    port = free_port()
    service = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    service.start()
    blobs = BucketBlobs("files", tmp_path.name, endpoint=f"http://127.0.0.1:{port}", retry_seconds=0.5)
    blobs.put(key_of(DATA), DATA)
    service.stop()
    for use in (lambda: blobs.get(key_of(DATA)), lambda: blobs.put("b", DATA), lambda: blobs.exists("b")):
        with pytest.raises(BlobsAway, match="cannot reach its files"):
            use()
    service = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    service.start()
    try:
        assert blobs.get(key_of(DATA)) == DATA
        assert not blobs.exists("b")
    finally:
        service.stop()


def test_a_folders_url_may_be_relative_and_percent_encoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    open_blobs("file://./.entrygo/my%20files").put("a", DATA)
    assert (tmp_path / ".entrygo/my files/a").read_bytes() == DATA


@pytest.mark.parametrize(
    "url", ["", "files", "/files", "file://", "s3://", "s3:///prefix", "ftp://host/files"]
)
def test_another_address_is_refused_in_plain_words(url: str) -> None:
    with pytest.raises(ValueError, match="is not a place for files"):
        open_blobs(url)


@pytest.mark.crash
def test_a_file_is_on_the_disk_before_it_has_its_name(tmp_path: Path) -> None:
    """The order of system calls, as the kernel saw them: write, sync, link, sync the folder."""
    code = f"from entrygo.blobs.opening import open_blobs; open_blobs('file://{tmp_path}/f').put('a/b', b'x')"
    trace = ["strace", "-f", "-y", "-e", "trace=write,fsync,link,linkat", "-o", str(tmp_path / "trace")]
    try:
        subprocess.run([*trace, sys.executable, "-c", code], check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("strace cannot trace here")
    calls = [line for line in (tmp_path / "trace").read_text().splitlines() if f"{tmp_path}/f" in line]
    names = [
        line.split(maxsplit=1)[1].partition("(")[0] for line in calls if ".part" in line or "f/a>" in line
    ]
    names = names[names.index("write") :]
    assert names == ["write", "fsync", "link", "fsync"]


def test_what_is_no_file_in_a_files_place_is_missing_and_never_waited_for(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path)
    place = tmp_path / key_of(DATA)
    place.parent.mkdir(parents=True)
    os.mkfifo(place)
    with pytest.raises(BlobMissing):
        blobs.get(key_of(DATA))
