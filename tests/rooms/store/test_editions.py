"""Tariff editions on disk: loading, looking up, swapping under a reader, fetching from the USITC."""

import csv
import json
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import Result
from typer.testing import CliRunner

from entrygo.cli.tariff import app
from entrygo.store.editions import EditionError, FileTariffBook, fetch, load, status
from entrygo.store.editions.book import open_in_force
from entrygo.store.editions.fetch import CHAPTERS
from entrygo.tariff.law import shipped_law
from entrygo.tariff.shipped import shipped_schedule

TODAY = date(2026, 11, 23)
REPORT = (
    "Tariff Number,Description,Effective Date,Expiration Date,Census Qty 1,AD Duty,CV Duty,PGA 1\n"
    "0101000000,X,1/1/2002,12/31/2030,NO,Y,N,FD1\n"
)


def row(number: str, indent: int, description: str, **columns: Any) -> dict[str, Any]:
    blank = {"units": [], "general": "", "special": "", "other": ""}
    return {"htsno": number, "indent": str(indent), "description": description} | blank | columns


def chapter_rows(chapter: str, codes: int = 160) -> list[dict[str, Any]]:
    """A chapter of so many ten-digit codes: 98 such chapters are a full schedule."""
    numbers = (f"{chapter}01.{n // 100:02}.{n % 100:02}.00" for n in range(codes))
    return [
        row(f"{chapter}01", 0, f"Goods of chapter {chapter}:"),
        *(row(number, 1, f"Kind {n}", units=["No."], general="5%") for n, number in enumerate(numbers)),
    ]


def export(folder: Path, name: str = "export.json", **columns: Any) -> Path:
    """A small JSON export of one code."""
    path = folder / name
    path.write_text(
        json.dumps([row("0101.00.00.00", 0, "Horses", units=["No."], **columns)]), encoding="utf-8"
    )
    return path


@pytest.fixture(scope="module")
def full_home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the whole 2025 schedule loaded."""
    home = tmp_path_factory.mktemp("home")
    load(shared / "data", home)
    return home


def test_a_fresh_home_answers_from_the_edition_that_ships_inside(tmp_path: Path) -> None:
    """A fresh installation knows every code."""
    book = FileTariffBook(tmp_path / "absent")
    assert book.edition == shipped_schedule().edition
    assert (book.edition.name, book.edition.is_full) == ("HTSUS 2026 Revision 12", True)
    assert book.lookup(["4901990070"])["4901990070"].general == "Free"
    told = status(tmp_path / "absent", TODAY)
    assert told["isShipped"] is True
    assert told["lists"]["s338_canada:b3"] > 400
    assert told["law"]["version"] == book.law.stamp.version


def test_the_newest_export_of_the_folder_loads_with_its_counts(full_home: Path) -> None:
    """The figures of the data folder's own description; the older export beside it is not taken."""
    edition = FileTariffBook(full_home).edition
    assert (edition.name, edition.vintage, edition.is_full) == ("HTSUS 2026 Revision 12", "2026-07-24", True)
    names = ("rows", "four_digit", "six_digit", "eight_digit", "ten_digit")
    assert [edition.row_counts[name] for name in names] == [26_749, 961, 2_092, 3_747, 19_949]


def test_status_tells_the_edition_its_age_and_what_is_known_in_part(full_home: Path) -> None:
    """The age is counted from the vintage, on the day the caller says it is."""
    told = status(full_home, TODAY)
    assert (told["edition"], told["ageDays"], told["isFull"]) == ("HTSUS 2026 Revision 12", 122, True)
    assert told["partialLists"] == {
        **FileTariffBook(full_home).edition.partial_lists,
        **shipped_law().partial,
    }
    assert told["carriedFrom"] == {}


def test_eight_digits_resolve_to_their_single_line_and_unknown_codes_are_absent(full_home: Path) -> None:
    """Port: an eight-digit code resolves to its single ``....00`` line where the schedule has one."""
    found = FileTariffBook(full_home).lookup(["49030000", "4903000000", "61091000", "4901990099"])
    assert set(found) == {"49030000", "4903000000"}
    assert found["49030000"] == found["4903000000"]
    assert found["49030000"].code == "4903000000"


def test_the_facts_that_ship_inside_are_those_of_the_export(full_home: Path) -> None:
    """Every code the export prints, its units and rates; the loaded edition adds the schedule's words."""
    loaded, shipped = FileTariffBook(full_home), shipped_schedule()
    differing = []
    for line in open_in_force(full_home / "tariff").lines():
        own = shipped.lookup([line.code]).get(line.code)
        facts = own and (own.units, own.general, own.special, own.other, own.quota)
        if facts != (line.units, line.general, line.special, line.other, line.quota):
            differing.append(line.code)
    assert differing == []
    assert "T-shirts" in loaded.lookup(["6109100012"])["6109100012"].description


def test_an_older_edition_lends_its_words_and_not_its_rates(tmp_path: Path) -> None:
    """The rate is the newest list's."""
    old = [row("6109.10.00.12", 0, "T-shirts of old", units=["doz.", "kg"], general="99%")]
    (tmp_path / "hts_2025_basic.json").write_text(json.dumps(old), encoding="utf-8")
    load(tmp_path / "hts_2025_basic.json", tmp_path)
    line = FileTariffBook(tmp_path).lookup(["6109100012"])["6109100012"]
    assert (line.description, line.general) == ("T-shirts of old", "16.5%")


def test_a_code_that_a_newer_full_edition_no_longer_prints_has_ended(tmp_path: Path) -> None:
    """Valid is what the newest list held says; suffixes that no export prints stay."""
    rows = [each for chapter in CHAPTERS for each in chapter_rows(chapter)]
    (tmp_path / "new.json").write_text(json.dumps(rows), encoding="utf-8")
    load(tmp_path / "new.json", tmp_path, vintage=date(2026, 11, 1))
    book = FileTariffBook(tmp_path)
    assert book.life("6109100012").until == date(2026, 11, 1)
    assert book.life("6101010100").until is None
    assert book.life("9102111010").until is None
    assert set(book.below("610101")) >= {f"610101{n:02}00" for n in range(60)}


def test_a_running_book_notices_a_new_edition_at_its_next_lookup(tmp_path: Path) -> None:
    """Port: a load swaps the edition atomically under a running server."""
    book = FileTariffBook(tmp_path)
    assert "0101000000" not in book.lookup(["0101000000"])
    load(export(tmp_path, general="5%"), tmp_path)
    assert book.lookup(["0101000000"])["0101000000"].general == "5%"
    held = book.opened()
    load(export(tmp_path, general="7%"), tmp_path)
    assert book.lookup(["0101000000"])["0101000000"].general == "7%"
    assert held.lookup(["0101000000"])["0101000000"].general == "5%"


def test_readers_in_threads_see_one_whole_edition_or_the_other(tmp_path: Path) -> None:
    """40 loads under four readers; each answer is of one edition, none fails."""
    paths = [export(tmp_path, f"{rate}.json", general=f"{rate}%") for rate in (5, 7)]
    load(paths[0], tmp_path)
    book, stop = FileTariffBook(tmp_path), threading.Event()

    def read() -> set[str]:
        seen = set()
        while not stop.is_set():
            opened = book.opened()
            seen.add(opened.edition.name + " " + opened.lookup(["0101000000"])["0101000000"].general)
        return seen

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for turn in range(40):
            load(paths[turn % 2], tmp_path)
        stop.set()
        assert set().union(*(reader.result(timeout=30) for reader in readers)) <= {"5 5%", "7 7%"}


def test_superseded_editions_do_not_pile_up(tmp_path: Path) -> None:
    """The one in force and one before it stay, nothing else and no half-written file."""
    for rate in range(5):
        load(export(tmp_path, general=f"{rate}%"), tmp_path)
    assert len(list((tmp_path / "tariff").glob("edition-*.sqlite"))) == 2
    assert sorted(path.suffix for path in (tmp_path / "tariff").iterdir()) == [".json", ".sqlite", ".sqlite"]


def test_the_draft_of_a_killed_load_is_swept_and_that_of_a_running_one_is_not(tmp_path: Path) -> None:
    """A draft is twelve megabytes."""
    folder = tmp_path / "tariff"
    folder.mkdir()
    for name, seconds_ago in ((".edition-killed.tmp", 7200), (".edition-running.tmp", 5)):
        (folder / name).write_bytes(b"x")
        at = (folder / name).stat().st_mtime - seconds_ago
        os.utime(folder / name, (at, at))
    load(export(tmp_path), tmp_path)
    assert [path.name for path in folder.glob("*.tmp")] == [".edition-running.tmp"]


def test_what_the_machine_refuses_is_told_plainly(tmp_path: Path) -> None:
    """A home that is a file, not a folder; the message names it."""
    (tmp_path / "home").write_text("", encoding="utf-8")
    with pytest.raises(EditionError, match="home"):
        load(export(tmp_path), tmp_path / "home")
    with pytest.raises(EditionError, match="home"):
        fetch(tmp_path / "home", today=TODAY, base_url="http://127.0.0.1:1")


def test_the_same_content_is_the_same_file(tmp_path: Path) -> None:
    """An edition's bytes follow from its sources alone."""
    path = export(tmp_path, general="5%")
    for home in ("a", "b"):
        load(path, tmp_path / home)
    names = [{file.name for file in (tmp_path / home / "tariff").glob("*.sqlite")} for home in ("a", "b")]
    assert names[0] == names[1]


def test_flags_and_lists_are_carried_over_when_only_the_schedule_is_loaded(tmp_path: Path) -> None:
    """A USITC export holds no agency flags; losing them would drop AD/CVD and agency findings in silence."""
    folder = tmp_path / "data"
    folder.mkdir()
    export(folder, "htsus_2025_rev_3_raw.json")
    (folder / "cbp_ace_hts_pga_report_2026-02-21.csv").write_text(REPORT, encoding="utf-8")
    load(folder, tmp_path)
    load(export(tmp_path, "2026HTSRev21.json"), tmp_path)
    line = FileTariffBook(tmp_path).lookup(["0101000000"])["0101000000"]
    assert (line.agency_flags, line.antidumping) == (("FD1",), True)
    told = status(tmp_path, TODAY)
    assert told["carriedFrom"]["agency_report"] == "HTSUS 2025 Revision 3"
    assert (told["edition"], told["vintage"], told["ageDays"]) == ("HTSUS 2026 Revision 21", "2026", None)


def test_a_first_load_without_an_agency_report_has_the_flags_that_ship_inside(tmp_path: Path) -> None:
    """An export says nothing of agencies."""
    rows = [row("0409.00.00.45", 0, "Honey", units=["kg"], general="1.9¢/kg")]
    (tmp_path / "export.json").write_text(json.dumps(rows), encoding="utf-8")
    edition = load(tmp_path / "export.json", tmp_path)
    assert edition.is_full is False
    honey = FileTariffBook(tmp_path).lookup(["0409000045"])["0409000045"]
    assert (honey.agency_flags, honey.antidumping) == (("FD3",), True)
    assert status(tmp_path, TODAY)["carriedFrom"] == {"agency_report": "HTSUS 2026 Revision 12"}


def test_a_vintage_may_be_given_with_the_load(tmp_path: Path) -> None:
    """The USITC's download is called ``htsdata.json`` whatever its revision."""
    edition = load(export(tmp_path, "htsdata.json"), tmp_path, vintage=date(2026, 10, 8))
    assert (edition.name, edition.vintage) == ("htsdata", "2026-10-08")
    assert status(tmp_path, TODAY)["ageDays"] == 46


def test_the_revision_s_date_is_read_from_the_table_beside_the_export(tmp_path: Path) -> None:
    """The last revision of a folder is loaded, with the date it took effect."""
    folder = tmp_path / "data"
    (folder / "budgetlab").mkdir(parents=True)
    export(folder, "htsus_2026_rev_4_raw.json")
    export(folder, "htsus_2026_rev_12_raw.json")
    table = "revision,effective_date\n2026_rev_4,2026-02-24\n2026_rev_12,2026-07-24\n"
    (folder / "budgetlab" / "revision_dates.csv").write_text(table, encoding="utf-8")
    edition = load(folder, tmp_path)
    assert (edition.name, edition.vintage) == ("HTSUS 2026 Revision 12", "2026-07-24")


def test_a_folder_of_chapter_exports_loads_as_one(tmp_path: Path) -> None:
    """The shape in which the USITC hands out the schedule."""
    folder = tmp_path / "data"
    folder.mkdir()
    for chapter in ("01", "02"):
        (folder / f"{chapter}.json").write_text(json.dumps(chapter_rows(chapter, 3)), encoding="utf-8")
    (folder / "notes.json").write_text('{"fees": 1}', encoding="utf-8")
    assert load(folder, tmp_path).row_counts["ten_digit"] == 6


def test_a_csv_export_with_the_usitc_s_headings_loads(tmp_path: Path) -> None:
    """The USITC offers CSV too; units stand there as a JSON list."""
    path = tmp_path / "htsdata.csv"
    headings = [
        "HTS Number", "Indent", "Description", "Unit of Quantity", "General Rate of Duty", "Special Rate of Duty",
        "Column 2 Rate of Duty", "Quota Quantity", "Additional Duties",
    ]  # fmt: skip
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerow(["6109.10.00", "0", "Of cotton", "", "16.5%", "Free (S)", "90%", "", ""])
        writer.writerow(["6109.10.00.12", "1", "Men's", '["doz.","kg"]', "", "", "", "", ""])
    load(path, tmp_path)
    line = FileTariffBook(tmp_path).lookup(["6109100012"])["6109100012"]
    assert (line.units, line.general, line.other) == (("doz.", "kg"), "16.5%", "90%")


def test_the_flat_table_beside_the_export_loads_as_csv(tmp_path: Path, shared: Path) -> None:
    """A derived table with the export's own column names."""
    edition = load(shared / "data/htsus_2025_basic_flat.csv", tmp_path)
    assert (edition.row_counts["ten_digit"], edition.is_full) == (19_700, True)
    assert FileTariffBook(tmp_path).lookup(["6109100012"])["6109100012"].units == ("doz.", "kg")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("export.json", "{"),
        ("export.json", "[]"),
        ("export.json", '{"htsno": "0101"}'),
        ("export.json", '[{"htsno": "0101"}]'),
        ("export.json", json.dumps([row("0101", 0, "x") | {"indent": "deep"}])),
        ("export.json", json.dumps([row("0101", 0, "no ten-digit code")])),
        ("export.csv", "a,b\n1,2\n"),
        ("export.csv", "\x00"),
    ],
)
def test_a_file_that_is_no_export_is_refused_and_the_old_edition_stays(
    tmp_path: Path, name: str, content: str
) -> None:
    """A failed load changes nothing."""
    load(export(tmp_path, "good.json", general="5%"), tmp_path)
    before = sorted((tmp_path / "tariff").iterdir())
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(EditionError, match=r"export|cannot be loaded"):
        load(tmp_path / name, tmp_path)
    assert sorted((tmp_path / "tariff").iterdir()) == before
    assert FileTariffBook(tmp_path).edition.name == "good"


def test_a_path_with_nothing_to_load_is_named(tmp_path: Path) -> None:
    """The message says where we looked."""
    with pytest.raises(EditionError, match="nothing at"):
        load(tmp_path / "absent", tmp_path)
    with pytest.raises(EditionError, match="no USITC schedule export in"):
        load(tmp_path, tmp_path / "home")


@pytest.mark.parametrize("damage", ["pointer", "truncated", "not sqlite", "other format"])
def test_a_damaged_edition_is_an_error_and_never_the_shipped_one(tmp_path: Path, damage: str) -> None:
    """Falling back in silence would price goods from other lists."""
    load(export(tmp_path), tmp_path)
    folder = tmp_path / "tariff"
    file = next(folder.glob("*.sqlite"))
    if damage == "pointer":
        (folder / "current.json").write_text("{", encoding="utf-8")
    elif damage == "truncated":
        file.write_bytes(b"")
    elif damage == "not sqlite":
        file.write_bytes(b"x" * 5000)
    else:
        file.write_bytes(file.read_bytes().replace(b"format2", b"format9"))
    with pytest.raises(EditionError, match="tariff load"):
        FileTariffBook(tmp_path).lookup(["0101000000"])


def test_a_load_heals_a_damaged_home(tmp_path: Path) -> None:
    """The error says to load again, so loading again must not need what is damaged."""
    load(export(tmp_path), tmp_path)
    next((tmp_path / "tariff").glob("*.sqlite")).write_bytes(b"x" * 5000)
    load(export(tmp_path, "better.json"), tmp_path)
    assert FileTariffBook(tmp_path).edition.name == "better"


def test_a_pointer_to_a_dropped_file_is_an_error_in_the_end(tmp_path: Path) -> None:
    """A file dropped between two loads is looked for anew; one that stays away is reported."""
    load(export(tmp_path), tmp_path)
    next((tmp_path / "tariff").glob("*.sqlite")).unlink()
    with pytest.raises(EditionError, match="tariff load"):
        _ = FileTariffBook(tmp_path).edition


@dataclass
class Usitc:
    """A USITC of our own on a real socket: what to drop, what to refuse, what was asked."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    drop_once: set[str] = field(default_factory=set)
    drop_always: set[str] = field(default_factory=set)
    status: dict[str, int] = field(default_factory=dict)
    codes: int = 160


@pytest.fixture
def usitc() -> Iterator[Usitc]:
    site = Usitc()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            chapter = query["from"][0][:2]
            site.asked.append(chapter)
            body = json.dumps(chapter_rows(chapter, site.codes)).encode()
            drop = chapter in site.drop_always or chapter in site.drop_once
            site.drop_once.discard(chapter)
            self.send_response(site.status.get(chapter, 200))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if drop else body)
            if drop:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


def pauses() -> tuple[list[float], Callable[[float], None]]:
    taken: list[float] = []
    return taken, taken.append


def test_a_fetch_puts_the_whole_schedule_in_force(tmp_path: Path, usitc: Usitc) -> None:
    """Chapter by chapter, 77 left out, and nothing left behind."""
    edition = fetch(tmp_path, today=TODAY, base_url=usitc.url)
    assert usitc.asked == list(CHAPTERS)
    assert (edition.name, edition.vintage, edition.is_full) == ("USITC 2026-11-23", "2026-11-23", True)
    assert FileTariffBook(tmp_path).lookup(["0101000500"])["0101000500"].general == "5%"
    assert not (tmp_path / "tariff" / "fetch").exists()


def test_a_dropped_connection_is_tried_again(tmp_path: Path, usitc: Usitc) -> None:
    """Half an answer is no chapter."""
    usitc.drop_once = {"03"}
    taken, pause = pauses()
    assert fetch(tmp_path, today=TODAY, base_url=usitc.url, pause=pause).is_full
    assert usitc.asked.count("03") == 2
    assert taken == [0.5]


def test_an_interrupted_fetch_resumes_where_it_stopped(tmp_path: Path, usitc: Usitc) -> None:
    """Chapters that arrived are not asked for again; the old edition stays until the last one is here."""
    usitc.drop_always = {"50"}
    taken, pause = pauses()
    with pytest.raises(EditionError, match="fetch` again"):
        fetch(tmp_path, today=TODAY, base_url=usitc.url, pause=pause)
    assert taken == [0.5, 1.0, 2.0]
    assert FileTariffBook(tmp_path).edition.name == "HTSUS 2026 Revision 12"
    usitc.drop_always, usitc.asked = set(), []
    assert fetch(tmp_path, today=TODAY, base_url=usitc.url).is_full
    assert usitc.asked == list(CHAPTERS[CHAPTERS.index("50") :])


def test_chapters_of_an_old_attempt_are_not_mixed_with_new_ones(tmp_path: Path, usitc: Usitc) -> None:
    """Two days later the schedule may be another revision."""
    usitc.status = {"50": 404}
    with pytest.raises(EditionError):
        fetch(tmp_path, today=date(2026, 11, 20), base_url=usitc.url)
    assert usitc.asked.count("50") == 1
    usitc.status, usitc.asked = {}, []
    assert fetch(tmp_path, today=TODAY, base_url=usitc.url).is_full
    assert usitc.asked == list(CHAPTERS)


def test_a_fetch_that_is_no_full_schedule_is_not_loaded(tmp_path: Path, usitc: Usitc) -> None:
    """A maintenance answer must not replace the schedule."""
    usitc.codes = 1
    with pytest.raises(EditionError, match="not a full schedule"):
        fetch(tmp_path, today=TODAY, base_url=usitc.url)
    assert FileTariffBook(tmp_path).edition.name == "HTSUS 2026 Revision 12"


def test_without_a_network_the_fetch_says_so_and_what_to_do(tmp_path: Path, usitc: Usitc) -> None:
    """Brief: says plainly when the machine has no network."""
    with pytest.raises(EditionError, match=r"cannot reach .*tariff load PATH"):
        fetch(tmp_path, today=TODAY, base_url="http://127.0.0.1:1")


def run(home: Path, *arguments: str) -> Result:
    """``entrygo tariff`` on a home."""
    (home / "entrygo.db").touch()
    return CliRunner().invoke(app, arguments, env={"ENTRYGO_HOME": str(home)})


def test_the_commands_print_one_json_object_and_nothing_else(tmp_path: Path) -> None:
    """Architecture: every command takes ``--json``."""
    for arguments in (["status"], ["load", str(export(tmp_path))]):
        result = run(tmp_path, *arguments, "--json")
        assert result.exit_code == 0
        assert json.loads(result.stdout)["edition"] in {"HTSUS 2026 Revision 12", "export"}
        assert result.stderr == ""


def test_a_failed_command_exits_with_one_and_says_why(tmp_path: Path) -> None:
    """On standard error for a person, as an object for a program."""
    told = run(tmp_path, "load", str(tmp_path / "absent"), "--json")
    assert (told.exit_code, list(json.loads(told.stdout))) == (1, ["errorCode", "message"])
    said = run(tmp_path, "load", str(tmp_path / "absent"))
    assert (said.exit_code, said.stdout) == (1, "")
    assert "nothing at" in said.stderr


def test_a_person_reads_the_status_as_a_table(tmp_path: Path) -> None:
    """Which edition, how old, how much, what is missing."""
    result = run(tmp_path, "load", str(export(tmp_path)), "--vintage", "2026-10-08")
    assert result.exit_code == 0
    for words in (
        "export (not full)",
        "2026-10-08, ",
        "1 ten-digit codes",
        "lists and reports, from HTSUS 2026 Revision 12",
    ):
        assert words in result.stdout
