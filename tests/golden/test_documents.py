"""The papers of the full package, byte for byte; ``make golden`` writes them anew, and the diff is reviewed.

The golden form of a PDF is its text with a digest of its bytes, that of a workbook the cells of its sheets with one.
"""

import io
import os
from hashlib import sha256
from pathlib import Path

import openpyxl
import pypdf
import pytest

from entrygo.documents.mail import build_broker_mail, build_warehouse_mail
from entrygo.documents.package import build_package
from tests.rooms.documents.package_facts import KEY, MADE_AT, correction, full

FOLDER = Path(__file__).parent / "documents"
HEADERS_END = b"--=_"


def papers():
    """Golden file name -> bytes."""
    files = build_package(full(), KEY)
    made = {file.filename: file.content for file in files}
    for name in ("commercial_customs_invoice.pdf", "packing_list.pdf", "duty_estimate.pdf"):
        made[f"{name}.txt"] = _pdf_text(made.pop(name))
    made["broker_entry_lines.xlsx.txt"] = _cells(made.pop("broker_entry_lines.xlsx"))
    made.pop("manifest.json")
    to = {"sender": "customs@entrygo.example", "recipient": "entries@broker.example", "date": MADE_AT}
    again = build_package(correction(), KEY)
    light = [file for file in again if file.artifact_type in {"cci_csv", "packing_list"}]
    made["submission.eml"] = build_broker_mail(
        correction(), light, submission_id="bes_2", in_reply_to="<first@entrygo.example>", **to
    )
    made["warehouse.eml"] = build_warehouse_mail(full(), (), notice_id="notif_1", **to)
    return made


def _pdf_text(data):
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    text = "\n\f\n".join(sheet.extract_text() for sheet in pages)
    return f"{text}\n\f\nSHA-256 {sha256(data).hexdigest()}\n".encode()


def _cells(data):
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    told = [
        f"[{sheet.title}]\n" + "\n".join(map(repr, sheet.iter_rows(values_only=True))) for sheet in sheets
    ]
    return "\n".join([*told, f"SHA-256 {sha256(data).hexdigest()}\n"]).encode()


NAMES = (
    "commercial_customs_invoice.html", "commercial_customs_invoice.csv", "commercial_customs_invoice.json",
    "packing_list.json", "packing_list.pdf.txt", "duty_estimate.pdf.txt", "broker_entry_lines.csv",
    "universal_shipment.xml", "commercial_customs_invoice.pdf.txt", "broker_entry_lines.xlsx.txt", "submission.eml",
    "warehouse.eml",
)  # fmt: skip


@pytest.fixture(scope="module")
def made():
    """The papers as they are made now."""
    return papers()


@pytest.mark.parametrize("name", NAMES)
def test_papers_are_what_they_were(made, name):
    """A changed byte is a changed paper, and someone has to want it."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(made[name])
    assert made[name] == path.read_bytes(), f"{name} changed; review it with make golden"


def test_every_paper_has_its_golden_file(made):
    """None is made that is not held."""
    assert set(made) == set(NAMES)
