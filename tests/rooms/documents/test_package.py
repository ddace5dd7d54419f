"""A package is whole, sealed and reproducible; a verifier with nothing but its bytes names every fault."""

import io
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from entrygo.contract.canonical import sha256_hex
from entrygo.documents.artifact import file_of, kind
from entrygo.documents.artifacts.manifest import manifest_bytes, seal, signed_bytes
from entrygo.documents.build_invoice import invoice_of
from entrygo.documents.package import build_package, rendered_one, zip_bytes
from entrygo.documents.verify_package import verify_package
from tests.rooms.documents.package_facts import KEY, full, plain

PUBLIC = Ed25519PrivateKey.from_private_bytes(KEY).public_key().public_bytes_raw()
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def files():
    """The files of the full package."""
    return build_package(full(), KEY)


@pytest.fixture(scope="module")
def packed(files):
    """The full package as a ZIP."""
    return zip_bytes(files)


def repacked(files, *, change=None, extra=None, without=None):
    """The package with one file's bytes changed, one added or one left out."""
    kept = [file_of(kind(f.artifact_type), (change or {}).get(f.filename, f.content)) for f in files]
    kept = [f for f in kept if f.filename != without]
    target = io.BytesIO(zip_bytes(kept))
    if extra:
        with zipfile.ZipFile(target, "a") as archive:
            archive.writestr(*extra)
    return target.getvalue()


def test_an_intact_package_is_judged_intact(packed):
    """With and without a pinned key."""
    verdict = verify_package(packed, PUBLIC)
    assert verdict.is_intact, verdict.faults
    assert (verdict.package_number, verdict.version, verdict.public_key) == ("cp_ch123456", 1, PUBLIC.hex())
    assert verify_package(zip_bytes(build_package(plain(), KEY))).is_intact


def test_the_manifest_lists_every_other_file_with_its_digest(files):
    """Type, name, media type, SHA-256 and size."""
    manifest = orjson.loads(files[-1].content)
    assert [
        (e["artifact_type"], e["filename"], e["media_type"], e["sha256"], e["size_bytes"])
        for e in manifest["files"]
    ] == [
        (f.artifact_type, f.filename, f.media_type, sha256_hex(f.content), len(f.content)) for f in files[:-1]
    ]
    key = Ed25519PrivateKey.from_private_bytes(KEY).public_key()
    key.verify(bytes.fromhex(manifest["seal"]["signature"]), signed_bytes(manifest))


def test_any_one_byte_changed_is_found(packed):
    """Seeded flips all over the ZIP: files, manifest, directory."""
    chance = random.Random(20261123)
    places = {0, len(packed) - 1, *(chance.randrange(len(packed)) for _ in range(300))}
    for place in places:
        changed = bytearray(packed)
        changed[place] ^= 1 << chance.randrange(8)
        assert not verify_package(bytes(changed)).is_intact, place


def test_each_fault_is_named(files, packed):
    """Changed, missing, added, twice, cut off, not a ZIP, another key."""
    csv_name = "broker_entry_lines.csv"
    changed = repacked(files, change={csv_name: files[5].content.replace(b"7323930045", b"7323930046")})
    assert [fault for fault in verify_package(changed).faults if csv_name in fault and "was changed" in fault]
    assert f"{csv_name} is missing" in verify_package(repacked(files, without=csv_name)).faults
    assert (
        "virus.exe is not in the manifest"
        in verify_package(repacked(files, extra=("virus.exe", b"x"))).faults
    )
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = repacked(files, extra=(csv_name, b"other"))
    assert f"{csv_name} is in the package 2 times" in verify_package(twice).faults
    assert "manifest.json is missing" in verify_package(repacked(files, without="manifest.json")).faults
    assert not verify_package(packed[: len(packed) // 2]).is_intact
    assert "cannot be read" in verify_package(b"not a zip").faults[0]
    assert "another key" in verify_package(packed, bytes(32)).faults[0]
    assert "packed again" in verify_package(packed + b"\0").faults[-1]


def test_a_manifest_sealed_anew_by_a_stranger_fails_under_the_pinned_key(files):
    """Whoever changes a file can seal again, but not with our key."""
    forged = list(files[:-1])
    forged[1] = file_of(kind("cci_csv"), b"forged")
    manifest = file_of(kind("manifest"), seal(forged, full(), bytes(32)))
    data = zip_bytes([*forged, manifest])
    assert verify_package(data).is_intact
    assert not verify_package(data, PUBLIC).is_intact


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b'"version": 1', b'"version": 2', "signature"),
        (b'"size_bytes": ', b'"size_bytes": 1', "signature"),
        (b'"Ed25519"', b'"RSA1024"', "Ed25519"),
        (b'"plan_hash"', b'"plan_hush"', "lacks or misstates: plan_hash"),
        (b"entrygo.package-manifest/1", b"entrygo.package-manifest/9", "not a manifest of the kind"),
        (b"\n", b"\n\n", "written by something else"),
        (b"{", b"[", "not JSON"),
    ],
)
def test_a_touched_manifest_is_found(files, old, new, fault):
    """Values, shape, even white space."""
    touched = files[-1].content.replace(old, new, 1)
    faults = verify_package(repacked(files, change={"manifest.json": touched})).faults
    assert fault in " ".join(faults)


def sealed_by_hand(files, change):
    """The package under a manifest changed before it was sealed, with a good signature."""
    document = orjson.loads(files[-1].content)
    del document["seal"]["signature"]
    change(document)
    document["seal"]["signature"] = (
        Ed25519PrivateKey.from_private_bytes(KEY).sign(signed_bytes(document)).hex()
    )
    return repacked(files, change={"manifest.json": manifest_bytes(document)})


def test_a_good_signature_over_a_bad_list_is_not_enough(files):
    """A file listed twice, an entry that is none, a seal without its key."""
    faults = verify_package(sealed_by_hand(files, lambda d: d["files"].append(d["files"][0]))).faults
    assert "lists a file without a name or twice" in faults[0]
    assert not verify_package(sealed_by_hand(files, lambda d: d["files"].append("x"))).is_intact
    assert (
        "no public key"
        in verify_package(sealed_by_hand(files, lambda d: d["seal"].pop("public_key"))).faults[0]
    )


def test_a_file_that_claims_to_be_enormous_is_not_read(packed, monkeypatch):
    """A ZIP bomb ends before it begins."""
    monkeypatch.setattr("entrygo.documents.verify_package.LARGEST", 100)
    assert "claim more bytes" in verify_package(packed).faults[0]


def test_the_zip_has_no_time_owner_or_order_of_its_own(files, packed):
    """Stored, 1980, 0644, in the package's order."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        members = archive.infolist()
    assert [member.filename for member in members] == [file.filename for file in files]
    assert {(m.date_time, m.external_attr >> 16, m.compress_type) for m in members} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, zipfile.ZIP_STORED)
    }


def test_one_file_alone_is_the_file_of_the_package(files):
    """The manifest alone cannot be made alone."""
    assert rendered_one(invoice_of(full()), "cci_json") == files[2]
    with pytest.raises(ValueError, match="manifest"):
        rendered_one(invoice_of(full()), "manifest")


SCRIPT = """
from entrygo.documents.mail import build_broker_mail, build_warehouse_mail
from entrygo.documents.package import build_package, zip_bytes
from entrygo.contract.canonical import sha256_hex
from tests.rooms.documents.package_facts import KEY, MADE_AT, full
package_facts = full()
files = build_package(package_facts, KEY)
to = {"sender": "a@entrygo.example", "recipient": "b@broker.example", "date": MADE_AT}
for data in (zip_bytes(files), build_broker_mail(package_facts, files, submission_id="bes_1", **to),
             build_warehouse_mail(package_facts, files, notice_id="notif_1", **to)):
    print(sha256_hex(data))
"""


def test_the_bytes_depend_on_no_clock_zone_locale_or_hash_seed():
    """Three processes in three worlds; the same package, the same mails."""
    worlds = (
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711"},
        {"TZ": "America/St_Johns", "LC_ALL": "POSIX", "PYTHONHASHSEED": "random", "PYTHONUTF8": "0"},
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=os.environ | world,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for world in worlds
    ]
    assert said[0].count("\n") == 3
    assert said[0] == said[1] == said[2]
