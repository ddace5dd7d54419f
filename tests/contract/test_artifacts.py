"""What an execution leaves: files that are what they say, and a package that proves itself or fails if touched."""

import csv
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.forked import run_entrygo
from tests.serving.sandbox import Sandbox
from tests.serving.server import Server
from tests.serving.waiting import wait_until

FIVE = {
    "cci_human_readable": "commercial_customs_invoice.html",
    "cci_csv": "commercial_customs_invoice.csv",
    "cci_json": "commercial_customs_invoice.json",
    "packing_list": "packing_list.json",
    "manifest": "manifest.json",
}
MORE = {
    "cci_pdf": "commercial_customs_invoice.pdf",
    "broker_lines": "broker_entry_lines.csv",
    "packing_list_pdf": "packing_list.pdf",
    "duty_estimate_pdf": "duty_estimate.pdf",
}
MEDIA = {
    ".html": "text/html",
    ".csv": "text/csv",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}


@pytest.fixture(scope="module")
def package(goods: Sandbox) -> dict[str, Any]:
    """An executed export's package."""
    done = goods.executed(goods.order(), goods.order(value=35))
    return goods.client.ok(goods.client.get(f"/api/customs-packages/{done['customs_package_id']}"))


def content(goods: Sandbox, package: dict[str, Any], filename: str) -> bytes:
    """A file's bytes by its package and name."""
    answer = goods.client.get(f"/api/customs-packages/{package['id']}/artifacts/{filename}")
    assert answer.status_code == 200
    return answer.content


def verdict(path: Path, *options: str) -> dict[str, Any]:
    """What ``entrygo verify-package`` says of a file; its exit status says the same."""
    done = run_entrygo(["verify-package", str(path), *options, "--json"])
    document: dict[str, Any] = json.loads(done.stdout)
    assert (done.returncode == 0) is document["intact"]
    return document


@pytest.mark.requirement("artifacts:set:always", "artifacts:set:filenames", "artifacts:set:more")
def test_every_execution_makes_the_same_kinds_under_fixed_names(package: dict[str, Any]) -> None:
    made = {file["artifact_type"]: file["filename"] for file in package["artifacts"]}
    assert made.items() >= (FIVE | MORE).items()
    assert len(made) == len(package["artifacts"])


@pytest.mark.requirement("artifacts:meta:fields", "artifacts:bytes:download")
def test_each_file_is_downloaded_as_it_is_described(goods: Sandbox, package: dict[str, Any]) -> None:
    for file in package["artifacts"]:
        path = f"/api/customs-packages/{package['id']}/artifacts/{file['filename']}"
        assert file["download_url"].endswith(path)
        answer = goods.client.get(path)
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"], file["filename"]
        assert len(answer.content) == file["size_bytes"] > 0
        assert file["media_type"] == MEDIA[Path(file["filename"]).suffix]
        assert answer.headers["content-type"].partition(";")[0] == file["media_type"]
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.requirement("artifacts:bytes:absent", "customs_packages:get:foreign")
def test_what_is_absent_or_anothers_is_not_found(
    goods: Sandbox, server: Server, package: dict[str, Any]
) -> None:
    other, path = server.account("Other Goods Ltd"), f"/api/customs-packages/{package['id']}"
    invoice = f"{path}/artifacts/commercial_customs_invoice.html"
    absent = [
        goods.client.get(f"{path}/artifacts/other.html"),
        goods.client.get(f"{path}/artifacts/..%2Fentrygo.db"),
        *(other.get(place) for place in (path, invoice, f"{path}/package.zip")),
        goods.client.get("/api/customs-packages/cp_absent"),
    ]
    for answer in absent:
        assert (answer.status_code, answer.json()["errorCode"]) == (404, "NOT_FOUND"), answer.url
    assert {answer.json()["message"] for answer in absent[2:]} == {"Customs package not found."}
    assert httpx.get(f"{server.url}{invoice}").status_code == 401


@pytest.mark.requirement("artifacts:invoice:number")
def test_the_invoice_carries_the_package_number_in_every_form(
    goods: Sandbox, package: dict[str, Any]
) -> None:
    number = package["packageNumber"]
    invoice = json.loads(content(goods, package, "commercial_customs_invoice.json"))
    assert (invoice["invoice_number"], invoice["package_id"]) == (number, package["id"])
    assert number in content(goods, package, "commercial_customs_invoice.html").decode()
    text = content(goods, package, "commercial_customs_invoice.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    assert all(number in row.values() for row in rows)


@pytest.mark.requirement("plan:shipment:date-default", "execute:answer:hash")
def test_the_invoice_stands_for_the_executed_plan(goods: Sandbox) -> None:
    planned = goods.plan(goods.order(), shipment={"entryDate": "2026-12-01"})
    done = goods.client.ok(goods.client.post("/api/exports/execute", {"batchId": planned["exportId"]}))
    made = {"id": done["customs_package_id"]}
    invoice = json.loads(content(goods, made, "commercial_customs_invoice.json"))
    assert invoice["plan_hash"] == planned["planHash"]
    assert invoice["crossing"]["entry_date"] == "2026-12-01"


@pytest.mark.requirement("artifacts:manifest:digests")
def test_the_manifest_lists_every_other_file(goods: Sandbox, package: dict[str, Any]) -> None:
    manifest = json.loads(content(goods, package, "manifest.json"))
    listed = {file["filename"]: (file["sha256"], file["size_bytes"]) for file in manifest["files"]}
    assert listed == {
        file["filename"]: (file["sha256"], file["size_bytes"])
        for file in package["artifacts"]
        if file["filename"] != "manifest.json"
    }


@pytest.mark.requirement("artifacts:bytes:deterministic", "customs_packages:zip:whole")
def test_the_zip_is_the_files_and_the_same_bytes_each_time(goods: Sandbox, package: dict[str, Any]) -> None:
    """The files are made anew from the plan by none of these reads; that is the documents room's own test."""
    path = f"/api/customs-packages/{package['id']}/package.zip"
    first, again = goods.client.get(path), goods.client.get(path)
    assert first.headers["content-type"] == "application/zip"
    assert first.content == again.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {
        file["filename"]: content(goods, package, file["filename"]) for file in package["artifacts"]
    }


@pytest.mark.requirement("customs_packages:seal:verifies")
def test_a_package_verifies_offline_and_fails_when_a_byte_flips(
    goods: Sandbox, package: dict[str, Any], tmp_path: Path
) -> None:
    data = goods.client.get(f"/api/customs-packages/{package['id']}/package.zip").content
    file = tmp_path / "package.zip"
    file.write_bytes(data)
    intact = verdict(file)
    assert intact["intact"]
    assert intact["packageNumber"] == package["packageNumber"]
    assert sorted(intact["files"]) == sorted(each["filename"] for each in package["artifacts"])
    assert verdict(file, "--key", intact["publicKey"])["intact"]
    assert not verdict(file, "--key", "00" * 32)["intact"]
    place = data.index(b"commercial_customs_invoice.csv") + 200
    file.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    touched = verdict(file)
    assert not touched["intact"]
    assert touched["faults"]


@pytest.mark.requirement("customs_packages:get:shape")
def test_a_package_answers_its_own_shape(goods: Sandbox, package: dict[str, Any]) -> None:
    assert package.keys() >= {"id", "exportBatchId", "packageNumber", "state", "createdAt", "artifacts"}
    seen = goods.inspect(package["exportBatchId"])
    assert seen["customsPackage"]["id"] == package["id"]
    assert (package["state"], seen["customsPackage"]["state"]) == ("sent_to_broker", "sent_to_broker")
    assert package["artifacts"] == seen["artifacts"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", package["createdAt"])


@pytest.mark.requirement("customs_packages:number:form")
def test_package_numbers_are_cp_two_letters_and_six_digits_each_once(goods: Sandbox) -> None:
    numbers = []
    for _ in range(3):
        seen = goods.inspect(goods.executed()["exportId"])
        numbers.append(seen["customsPackage"]["packageNumber"])
    assert all(re.fullmatch(r"cp_[a-z]{2}[0-9]{6}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def _on_disk(server: Server, sha256: str) -> Path:
    (found,) = server.home.glob(f"artifacts/*/*/*/{sha256}")
    return found


@pytest.mark.database
@pytest.mark.parametrize("damage", ["altered", "missing"])
def test_a_damaged_file_is_never_served_and_made_again_with_the_same_bytes(
    goods: Sandbox, server: Server, damage: str
) -> None:
    done = goods.executed()
    file = next(each for each in done["artifacts"] if each["artifact_type"] == "cci_csv")
    before = goods.client.get(file["download_url"]).content
    kept = _on_disk(server, file["sha256"])
    kept.unlink()
    if damage == "altered":
        kept.write_bytes(before + b"x")
    refused = goods.client.get(file["download_url"])
    assert (refused.status_code, refused.json()["errorCode"]) == (503, "ARTIFACT_DAMAGED")
    assert refused.json()["details"]["filename"] == file["filename"]
    again = wait_until(
        lambda: goods.client.get(file["download_url"]), lambda answer: answer.status_code == 200
    )
    assert again.content == before
    (told,) = wait_until(
        lambda: [
            event["payload"]
            for event in goods.inspect(done["exportId"])["events"]
            if event["type"] == "package.artifact_damaged"
        ],
        bool,
    )
    assert (told["restored"], told["lost"]) == ([file["filename"]], [])


def test_a_damaged_file_is_not_zipped(goods: Sandbox, server: Server) -> None:
    done = goods.executed()
    file = done["artifacts"][0]
    _on_disk(server, file["sha256"]).unlink()
    package = f"/api/customs-packages/{done['customs_package_id']}/package.zip"
    assert goods.client.get(package).json()["errorCode"] == "ARTIFACT_DAMAGED"


@pytest.mark.database
def test_a_mail_leaves_with_whole_files_alone(goods: Sandbox, server: Server, mailbox: BrokerMailbox) -> None:
    mailbox.rcpt_answers[goods.broker_email] = "451 4.3.2 the mail system is away"
    arrived = len(mailbox.to(goods.broker_email))
    done = goods.executed()
    file = next(each for each in done["artifacts"] if each["artifact_type"] == "cci_csv")
    kept = _on_disk(server, file["sha256"])
    kept.unlink()
    kept.write_bytes(b"somebody else's goods")
    del mailbox.rcpt_answers[goods.broker_email]
    mail = mailbox.wait_for(goods.broker_email, arrived + 1)[-1]
    attached = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
    assert hashlib.sha256(attached[file["filename"]]).hexdigest() == file["sha256"]


def test_a_verdict_says_whose_seal_it_found(
    goods: Sandbox, server: Server, package: dict[str, Any], tmp_path: Path
) -> None:
    whole = tmp_path / "package.zip"
    whole.write_bytes(goods.client.get(f"/api/customs-packages/{package['id']}/package.zip").content)
    published = httpx.get(f"{server.url}/.well-known/entrygo-seal.json").json()
    assert published == server.command("seal", "show")
    unpinned = verdict(whole)
    assert (unpinned["intact"], unpinned["seal"], unpinned["publicKey"]) == (
        True,
        "unpinned",
        published["publicKey"],
    )
    assert verdict(whole, "--key", published["publicKey"])["seal"] == "pinned"
    assert not verdict(whole, "--key", "00" * 32)["intact"]
    said = run_entrygo(["verify-package", str(whole)])
    assert b"UNPINNED" in said.stdout


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"0" * 20_000_000)
    found = verdict(bomb)
    assert (found["intact"], len(found["faults"])) == (False, 1)
    assert "claim more bytes" in found["faults"][0]
