"""A bundle of the law: every fault at once, the same bytes for the same documents, compared with another."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import orjson
import pytest

from entrygo.tariff.law import InvalidBundle, packed, read_law, shipped_documents, shipped_law, unpacked
from entrygo.tariff.law.compare import compared

Node = dict[str, Any]  # JSON
CHINA = "programmes/s301_china.json"


def documents(**changed: Callable[[Node], None]) -> dict[str, bytes]:
    """The shipped documents with some changed: ``law``, ``china`` (its records), ``canada`` (its lists)."""
    names = {"law": "law.json", "china": CHINA, "canada": "lists/s338_canada.json"}
    made = dict(shipped_documents())
    for name, change in changed.items():
        node = orjson.loads(made[names[name]])
        change(node)
        made[names[name]] = orjson.dumps(node)
    return made


def faults(held: dict[str, bytes]) -> tuple[str, ...]:
    """What reading these documents says is wrong."""
    with pytest.raises(InvalidBundle) as told:
        read_law(held)
    return told.value.faults


@pytest.mark.requirement("law:bundle:all-faults")
def test_every_fault_of_a_bundle_is_told_at_once() -> None:
    def china(node: Node) -> None:
        node["records"][0] |= {"certainty": "Q"}
        node["records"][1] |= {"id": node["records"][2]["id"]}
        node["records"][3]["scope"]["lists"] = ["s301_china:9903.88.99"]
        node["records"][4] |= {"effective_to": "1999-01-01"}

    def canada(node: Node) -> None:
        node["lists"][0]["codes"] = ["220300 22O4"]
        node["lists"][1] |= {"from": "2026-09-31"}

    told = "\n".join(faults(documents(law=lambda node: node.pop("as_of"), china=china, canada=canada)))
    for said in (
        "as_of is missing",
        "certainty 'Q'",
        "is there twice",
        "ends before it begins",
        "'22O4'",
        "part 2",
    ):
        assert said in told, said
    assert CHINA in told
    assert "lists/s338_canada.json" in told


def test_a_record_that_asks_a_list_or_a_condition_nobody_holds_is_a_fault() -> None:
    def asks(node: Node) -> None:
        node["records"][0]["scope"]["lists"] = ["s301_china:9903.88.99"]

    assert "does not hold" in faults(documents(china=asks))[0]

    def wonders(node: Node) -> None:
        node["records"][0]["scope"]["conditions"] = {"madeOnMonday": True}

    assert "does not know: madeOnMonday" in faults(documents(china=wonders))[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"no zip at all", "no ZIP"), (packed({}), "no law.json"), (packed({"law.json": b"{"}), "no JSON")],
)
def test_a_file_that_is_no_bundle_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(InvalidBundle, match=said):
        read_law(unpacked(content))


def test_a_bundle_too_large_unpacked_is_refused_before_it_is_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("law.json", b" " * 60_000_000)
    with pytest.raises(InvalidBundle, match="larger than"):
        unpacked(target.getvalue())


def test_the_same_documents_are_the_same_bytes_and_come_back_from_any_folder() -> None:
    held = dict(shipped_documents())
    assert packed(held) == packed(dict(reversed(held.items())))
    assert unpacked(packed({f"law-2026/{name}": content for name, content in held.items()})) == held
    assert read_law(unpacked(packed(held))).stamp == shipped_law().stamp


def test_two_bundles_are_compared_record_by_record_and_code_by_code() -> None:
    def china(node: Node) -> None:
        node["records"][0] |= {"rate": "+26%", "percent": "26"}
        node["records"].pop(1)

    def canada(node: Node) -> None:
        node["lists"][0]["codes"].append("99887766")

    changes = compared(shipped_law(), read_law(documents(china=china, canada=canada)))
    assert sorted(each.what for each in changes.records) == ["changed", "removed"]
    (changed,) = (each for each in changes.records if each.what == "changed")
    assert set(changed.changed) == {"rate", "percent"}
    (listed,) = changes.lists
    assert [code.split()[0] for code in listed.added] == ["99887766"]
    assert listed.removed == ()
    assert compared(shipped_law(), shipped_law()).is_empty


def test_the_shipped_law_is_as_of_a_day_and_says_what_it_changed() -> None:
    stamp = shipped_law().stamp
    assert stamp.as_of >= date(2026, 11, 28)
    assert len(stamp.digest) == 64
    assert shipped_law().changes
