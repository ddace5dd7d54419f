"""Another law, and which open plans of an installation it would change; what plans and papers say of their law."""

import json
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from entrygo.cli.main import app
from entrygo.tariff.law import packed, shipped_documents, shipped_law
from tests.serving.sandbox import BOOK, Sandbox
from tests.serving.server import Server

HEADING = "9903.88.15"  # 7.5 % on Chinese books


@pytest.fixture
def dearer(tmp_path: Path) -> str:
    """A bundle in which Chinese goods of list 4A pay 8.5 %."""
    documents = dict(shipped_documents())
    manifest = orjson.loads(documents["law.json"]) | {"version": "next", "as_of": "2026-12-20"}
    china = orjson.loads(documents["programmes/s301_china.json"])
    for record in china["records"]:
        if record["heading"] == HEADING and record["kind"] == "ad_valorem":
            record |= {"rate": "+8.5%", "percent": "8.5"}
    documents |= {"law.json": orjson.dumps(manifest), "programmes/s301_china.json": orjson.dumps(china)}
    path = tmp_path / "next.zip"
    path.write_bytes(packed(documents))
    return str(path)


def entrygo(home: Path, *arguments: str) -> dict:
    """The answer of a command on a home."""
    ran = CliRunner().invoke(app, [*arguments, "--json"], env={"ENTRYGO_HOME": str(home)})
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.output)


@pytest.mark.requirement("law:bundle:told")
def test_a_law_names_the_open_plans_it_would_change_and_plans_say_their_law(
    served: Server, goods: Sandbox, dearer: str
) -> None:
    chinese = goods.product(BOOK | {"countryOfOrigin": "CN"})
    open_plan = goods.plan(goods.order(chinese), shipment={"entryDate": "2026-11-23"})
    law = open_plan["duty_estimate"]["law"]
    assert law == {
        "version": shipped_law().stamp.version,
        "asOf": shipped_law().stamp.as_of.isoformat(),
        "digest": shipped_law().stamp.digest,
    }
    export = goods.inspect(open_plan["exportId"])
    assert export["snapshot"]["law"] == law
    hashed = goods.client.get(f"/api/exports/{open_plan['exportId']}/snapshot").text
    assert law["digest"] not in hashed
    untouched = goods.plan(goods.order(), shipment={"entryDate": "2026-11-23"})

    told = entrygo(served.home, "law", "diff", "current", dearer)
    assert {each["heading"] for each in told["records"]} == {HEADING}
    effects = {each["exportId"]: each for each in told["openPlans"]["changed"]}
    assert untouched["exportId"] not in effects
    effect = effects[open_plan["exportId"]]
    before, after = float(effect["dutyBeforeUsd"]), float(effect["dutyAfterUsd"])
    assert after - before == pytest.approx(0.01 * open_plan["duty_estimate"]["totals"]["valueUsd"], abs=0.01)
    assert goods.inspect(open_plan["exportId"])["planHash"] == open_plan["planHash"]


def test_a_load_is_in_force_for_a_running_server_at_its_next_plan(
    served: Server, goods: Sandbox, dearer: str
) -> None:
    order = goods.order()
    before = goods.plan(order, dryRun=True)
    status = entrygo(served.home, "law", "load", dearer)
    try:
        assert (status["version"], status["isShipped"]) == ("next", False)
        after = goods.plan(order, dryRun=True)
        assert after["duty_estimate"]["law"]["version"] == "next"
        assert after["planHash"] == before["planHash"]  # the law changed, and nothing of these goods
        page = goods.client.get("/docs/conditions/vehiclePart").text
        assert "Law next, as of 2026-12-20" in page
    finally:
        assert entrygo(served.home, "law", "load", "shipped")["isShipped"]
