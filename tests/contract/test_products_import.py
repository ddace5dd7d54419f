"""Products from a CSV file: through the API and at the command line, all or nothing, faults by row and column."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.serving.refusals import refused
from tests.serving.server import Client, Server

pytestmark = pytest.mark.database

TABLE = """externalId,title,hsCode,unitValueUsd,manufacturer.name,manufacturer.country,materials
book,Cookery book,4901.99.0070,20.5,Albion Press Ltd,GB,paper:100
cup,Cup,,,,,
"""


@pytest.fixture
def own(server: Server) -> Client:
    """An account of the test's own."""
    return server.account()


def imported(client: Client, table: str, **more: Any) -> dict[str, Any]:
    """Import a table."""
    return client.ok(client.post("/api/products/import", {"csv": table} | more))


def kept(client: Client) -> dict[str, dict[str, Any]]:
    """The account's products by external id."""
    rows = client.ok(client.get("/api/products", params={"limit": 100}))["data"]
    return {row["externalId"]: row for row in rows}


def counts(answer: dict[str, Any]) -> tuple[int, int, int]:
    """New, changed, unchanged."""
    return answer["new"], answer["changed"], answer["unchanged"]


@pytest.mark.requirement("products:csv:import", "products:csv:dry-run")
def test_a_dry_run_stores_nothing_and_tells_what_the_import_then_does(own: Client) -> None:
    dry = imported(own, TABLE, dryRun=True)
    assert (dry["dryRun"], counts(dry), kept(own)) == (True, (2, 0, 0), {})
    assert [each["id"] for each in dry["data"]] == [None, None]
    done = imported(own, TABLE)
    assert counts(done) == (2, 0, 0)
    book = kept(own)["book"]
    assert (book["id"], book["hsCode"], book["unitValueUsd"]) == (done["data"][0]["id"], "4901.99.0070", 20.5)
    assert book["materials"] == [{"name": "paper", "percent": 100}]
    assert counts(imported(own, TABLE, dryRun=True)) == (0, 0, 2)


def test_only_the_columns_of_the_file_change_and_the_answer_names_them(own: Client) -> None:
    imported(own, TABLE)
    before = kept(own)
    change = imported(own, "externalId;manufacturer.name;title\nbook;Albion Print;Cookery book\ncup;;Mug\n")
    assert counts(change) == (0, 2, 0)
    assert [(each["row"], each["columns"]) for each in change["data"]] == [
        (2, ["manufacturer.name"]),
        (3, ["title"]),
    ]
    after = kept(own)
    assert after["book"]["manufacturer"]["country"] == "GB"
    assert after["book"]["unitValueUsd"] == 20.5
    assert after["book"]["id"] == before["book"]["id"]
    assert imported(own, "externalId,unitValueUsd\nbook,\n")["changed"] == 1
    assert kept(own)["book"]["unitValueUsd"] is None


@pytest.mark.requirement("products:csv:row-errors")
def test_one_wrong_cell_keeps_the_whole_file_out_and_every_one_is_told(own: Client) -> None:
    table = "externalId,title,unitValueUsd,materials\na,Good,1,\nb,,x,\nc,Cup,-1,wool:200\n,Cup,1,\n"
    answer = refused(own.post("/api/products/import", {"csv": table}), 400, "VALIDATION_ERROR")
    issues = answer["details"]["issues"]
    assert [(each["row"], each["column"]) for each in issues] == [
        (3, "title"),
        (3, "unitValueUsd"),
        (4, "unitValueUsd"),
        (4, "materials"),
        (5, "externalId"),
    ]
    assert (issues[1]["message"], issues[1]["value"], issues[1]["mend"]) == (
        "This is no number",
        "x",
        "Write an amount in US dollars, such as 1234.50",
    )
    assert answer["field"] == "rows.3.title"
    assert kept(own) == {}


@pytest.mark.parametrize("raw", ["sku\u00e9", "sku,\x00", "abcde"])
@pytest.mark.parametrize("catalogue", ["products", "orders"])
def test_bytes_that_are_no_base64_are_refused_in_words(own: Client, catalogue: str, raw: str) -> None:
    refused = own.post(f"/api/{catalogue}/import", {"raw": raw})
    assert refused.status_code == 400
    assert refused.json()["details"]["issues"][0]["message"] == "raw is no base64"


def test_the_same_key_imports_once(own: Client) -> None:
    first = own.post("/api/products/import", {"csv": TABLE}, key="import-1")
    again = own.post("/api/products/import", {"csv": TABLE}, key="import-1")
    assert again.content == first.content
    assert again.headers["idempotent-replayed"] == "true"


def test_the_command_imports_beside_a_server_and_through_it(
    server: Server, own: Client, tmp_path: Path
) -> None:
    path = tmp_path / "products.csv"
    path.write_bytes(b"\xef\xbb\xbf" + TABLE.encode())
    account = ("--account", own.account_id)
    dry = server.command("products", "import", str(path), "--dry-run", *account)
    assert (counts(dry), kept(own)) == ((2, 0, 0), {})
    assert counts(server.command("products", "import", str(path), *account)) == (2, 0, 0)
    through = server.command("products", "import", str(path), "--server", server.url, "--key", own.api_key)
    assert counts(through) == (0, 0, 2)


def test_the_command_tells_faults_by_row_and_which_account_it_wants(
    server: Server, own: Client, tmp_path: Path
) -> None:
    path = tmp_path / "products.csv"
    path.write_text("externalId,title\na,\n")
    command = ["products", "import", str(path)]
    failed = server.run(*command, "--account", own.account_id)
    assert failed.returncode == 1
    assert b"row 2, title: " in failed.stderr
    server.account()
    which = server.run(*command, "--json")
    assert which.returncode == 1
    path.write_text(TABLE)
    which = server.run(*command, "--json")
    assert "--account" in json.loads(which.stdout)["message"]


@pytest.mark.slow
def test_ten_thousand_rows_are_taken_whole_and_twice_change_nothing(own: Client) -> None:
    header, line = TABLE.splitlines()[:2]
    rows = "\n".join(f"bulk-{number}{line.removeprefix('book')}" for number in range(10_000))
    assert imported(own, f"{header}\n{rows}\n")["new"] == 10_000
    assert imported(own, f"{header}\n{rows}\n")["unchanged"] == 10_000


def test_wrong_columns_are_told_with_what_they_mean_and_an_empty_file_as_empty(own: Client) -> None:
    wrong = "Name,titel,Cost per item\nA mug,A mug,4\n"
    found = refused(own.post("/api/products/import", {"csv": wrong}), 400, "VALIDATION_ERROR")["details"][
        "issues"
    ]
    told = {each["column"]: each for each in found}
    assert [("known are" in told[name]["message"]) for name in ("Name", "titel")] == [True, False]
    assert told["titel"]["mend"].startswith("Rename it to title,")
    assert "`--map`" in told["Name"]["mend"]
    for empty in ({"csv": ""}, {"raw": ""}):
        (issue,) = refused(own.post("/api/products/import", empty), 400, "VALIDATION_ERROR")["details"][
            "issues"
        ]
        assert issue["message"] == "The file is empty"
