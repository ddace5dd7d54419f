"""Fetching the schedule from the USITC, a chapter at a time, so that a broken connection loses one chapter."""

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import orjson

from entrygo.contract.tariff import Edition
from entrygo.store.editions.book import tariff_folder
from entrygo.store.editions.files import replace_file, told_plainly
from entrygo.store.editions.load import Progress, install, quiet
from entrygo.store.editions.source import Source, rows_of
from entrygo.tariff.schedule import EditionError, Row

USITC = "https://hts.usitc.gov"
CHAPTERS = tuple(f"{number:02}" for number in range(1, 100) if number != 77)
"""The schedule's chapters; 77 is reserved and empty."""
ATTEMPTS = 4
TIMEOUT = httpx.Timeout(60, connect=10)
"""Chapter 99 is slow to come; a connection that does not open in ten seconds never does."""
FIRST_PAUSE_SECONDS = 0.5
KEEP_DAYS = 1
"""Chapters fetched longer ago than this may be of another revision: a later fetch begins anew."""


def fetch(
    home: Path,
    progress: Progress = quiet,
    transport: httpx.BaseTransport | None = None,
    *,
    today: date,
    base_url: str = USITC,
    pause: Callable[[float], None] = time.sleep,
) -> Edition:
    """Fetches the current schedule and puts it in force. Raises :class:`EditionError`; a next call resumes.

    Agency flags and programme lists are not the USITC's: they are carried over from the edition before.
    """
    with told_plainly(f"Keeping fetched chapters under {home}"):
        folder = _partial_folder(home, today)
    with httpx.Client(
        base_url=base_url, transport=transport, timeout=TIMEOUT, follow_redirects=True
    ) as client:
        for done, chapter in enumerate(CHAPTERS):
            if not (folder / f"{chapter}.json").exists():
                progress(f"fetching chapter {chapter}", done, len(CHAPTERS))
                replace_file(folder / f"{chapter}.json", _chapter(client, chapter, pause))
    rows: list[Row] = []
    for chapter in CHAPTERS:
        rows += rows_of((folder / f"{chapter}.json").read_bytes(), f"chapter {chapter}")
    source = Source(rows=rows, name=f"USITC {today.isoformat()}", vintage=today.isoformat(), folder=None)
    edition = install(source, home, progress, vintage=source.vintage, must_be_full=True)
    shutil.rmtree(folder, ignore_errors=True)
    return edition


def _chapter(client: httpx.Client, chapter: str, pause: Callable[[float], None]) -> bytes:
    query = {"format": "JSON", "from": f"{chapter}01", "to": f"{chapter}99", "styles": "false"}
    for attempt in range(1, ATTEMPTS + 1):
        try:
            answer = client.get("/reststop/exportList", params=query)
            answer.raise_for_status()
            rows_of(answer.content, f"the USITC's answer for chapter {chapter}")
            return answer.content
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise EditionError(
                f"This machine cannot reach {client.base_url.host} ({error}). Fetch the export on another machine, "
                "copy it here and run `entrygo tariff load PATH`."
            ) from error
        except httpx.HTTPError as error:
            if attempt == ATTEMPTS or _is_refusal(error):
                raise EditionError(
                    f"Chapter {chapter} did not arrive from {client.base_url.host} ({error}). "
                    "Run `entrygo tariff fetch` again: it goes on from there."
                ) from error
        pause(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
    raise AssertionError("unreachable: the last attempt returns or raises")


def _is_refusal(error: httpx.HTTPError) -> bool:
    """Whether asking again is pointless: the server understood and said no."""
    return isinstance(error, httpx.HTTPStatusError) and error.response.status_code in (400, 401, 403, 404)


def _partial_folder(home: Path, today: date) -> Path:
    """Where fetched chapters wait for the rest; emptied when they are too old to belong to one revision."""
    folder = tariff_folder(home) / "fetch"
    mark = folder / "began.json"
    if mark.exists():
        began = date.fromisoformat(orjson.loads(mark.read_bytes()))
        if 0 <= (today - began).days <= KEEP_DAYS:
            return folder
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(mark, orjson.dumps(today.isoformat()))
    return folder
