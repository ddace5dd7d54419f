"""Write the seeds of revisions that have none, and note them as released: ``python -m tests.migrations.make_seeds``.

Part of making a release: from then on the newest migration never changes. A real server fills a database of this
version's schema; each older revision's seed has the tables and columns that it had.
"""

import asyncio
import base64
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import create_engine, insert

from entrygo.runtime.wiring import assemble
from entrygo.settings import Settings
from entrygo.store import tables
from entrygo.store.database import Database
from entrygo.store.migrate import known_revisions, migrate
from entrygo.store.schema_compat import COMPATIBLE_NAME
from entrygo.surfaces.http.app import create_app
from tests.migrations import seeds
from tests.serving.broker_mailbox import BrokerMailbox, start_mailbox
from tests.serving.sandbox import Sandbox, sandbox
from tests.serving.server import Client, Server

PUBLIC_URL = "https://entrygo.example"
NO_CORRECTIONS = "0001"  # corrected packages came with the next
BUSY = "451 4.3.0 try again later"
CAPTURED_BYTES = 2000
AT = "2026-11-02T12:00:00.000Z"
About = dict[str, Any]


def main() -> None:
    """Write what is missing."""
    known = [*known_revisions()][::-1]
    missing = [revision for revision in known if not seeds.seed_file(revision).exists()]
    if not missing:
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        about = filled(home)
        _pack(home / "artifacts", seeds.DATA / f"{missing[0]}.zip")
        for revision in missing:
            rows = _projected(home / "entrygo.db", revision, about["corrected"])
            shown = {
                each: seen
                for each, seen in about["inspects"].items()
                if revision != NO_CORRECTIONS or seen["accountId"] != about["corrected"]
            }
            kept = about | {"inspects": shown, "artifacts": f"{missing[0]}.zip"}
            seeds.write_seed(revision, kept, rows)
    lines = ["# revision, SHA-256 of its migration, of its seed; neither ever changes"]
    for revision in known:
        files = seeds.migration_file(revision), seeds.seed_file(revision)
        lines.append(" ".join([revision, *(seeds.digest(file) for file in files)]))
    seeds.RELEASED.write_text("\n".join(lines) + "\n")


def filled(home: Path) -> About:
    """An installation with something of everything, some of it not done yet."""
    home.mkdir(parents=True)
    url = f"sqlite:///{home}/entrygo.db"
    migrate(url)
    _fix_secrets(url)
    mailbox, controller = start_mailbox()
    environment = {"ENTRYGO_EXECUTE_WAIT_SECONDS": "5", "ENTRYGO_PUBLIC_URL": PUBLIC_URL}
    server = Server(home, smtp_port=mailbox.port, environment=environment).start()
    try:
        live, test = server.account(), server.account("Tester", mode="test")
        about = (
            _lived(sandbox(live), mailbox)
            | _tested(sandbox(test))
            | _corrected(sandbox(server.account("Corrector")))
        )
        batch = about.pop("to_promise")
    finally:
        server.stop()
        controller.stop()
    _promise(home, live, batch)
    _add_rows(url, live.account_id)
    return about | {"promised": batch, "account": live.account_id}


def _fix_secrets(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for name in ("seal_key", "link_key"):
            value = base64.b64encode(name.encode().ljust(32, b".")).decode()
            connection.execute(insert(tables.installation).values(name=name, value=value))
    engine.dispose()


def _lived(goods: Sandbox, mailbox: BrokerMailbox) -> About:
    client, inspects = goods.client, {}
    done = goods.plan(goods.order(), goods.order())["exportId"]
    answer = client.post("/api/exports/execute", {"batchId": done}, key="seed-execute")
    assert client.ok(answer)["state"] == "COMPLETED"
    mailbox.wait_for(goods.broker_email)
    cancelled = goods.plan(goods.order())["exportId"]
    client.ok(client.post(f"/api/exports/{cancelled}/cancel", {}))
    waiting = goods.plan(goods.order())["exportId"]
    goods.plan(goods.order(), goods.order(), batchId=waiting)  # a second plan of its history
    mailbox.data_answers[goods.broker_email] = BUSY
    deferred = goods.executed()["exportId"]
    for each in (done, cancelled, waiting):
        inspects[each] = {"accountId": client.account_id, "body": goods.inspect(each)}
    return {
        "inspects": inspects,
        "completed": done,
        "executed_answer": answer.content.decode(),
        "waiting": waiting,
        "deferred": deferred,
        "broker_email": goods.broker_email,
        "to_promise": goods.plan(goods.order())["exportId"],
    }


def _tested(goods: Sandbox) -> About:
    goods.executed()
    return {"test_account": goods.client.account_id}


def _corrected(goods: Sandbox) -> About:
    client, order = goods.client, goods.order()
    export_id = goods.plan(order)["exportId"]
    client.ok(client.post("/api/exports/execute", {"batchId": export_id}))
    client.ok(
        client.patch(f"/api/products/{goods.book_id}", {"title": "Hardcover cookery book, second printing"})
    )
    client.ok(client.post(f"/api/exports/{export_id}/corrections", {"reason": "The title was wrong."}))
    return {"corrected": client.account_id}


def _promise(home: Path, client: Client, batch: str) -> None:
    """Promise an execution in a process that never does it."""
    settings = Settings(home=home, public_url=PUBLIC_URL, execute_wait_seconds=0)
    application = assemble(settings, public_url=PUBLIC_URL, has_worker=False)

    async def execute() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(application.context))
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as http:
            headers = {"authorization": f"Bearer {client.api_key}", "idempotency-key": "seed-promise"}
            body = {"accountId": client.account_id, "batchId": batch}
            return await http.post("/api/exports/execute", json=body, headers=headers)

    answer = asyncio.run(execute())
    assert answer.json()["state"] == "EXECUTING", answer.text
    application.store.close()


def _add_rows(url: str, account_id: str) -> None:
    """What needs a list or an endpoint outside to come about by itself."""
    engine = create_engine(url)
    mine = {"account_id": account_id, "mode": "live"}
    disposition = {
        "id": "disp_1",
        "entry_key": "SDN-1",
        "party_fingerprint": "0" * 64,
        "disposition": "cleared",
        "reason": "Another person of that name.",
        "decided_by": "key_1",
        "created_at": AT,
    }
    webhook = {
        "id": "whk_1",
        "url": "https://hooks.maple.example/entrygo",
        "secret": "whsec_c2VlZA==",
        "state": "disabled",
        "disabled_reason": "It answered 410.",
        "disabled_at": AT,
        "fanned_out_seq": 1,
        "created_at": AT,
        "updated_at": AT,
    }
    delivery = {
        "id": "whd_1",
        "webhook_id": "whk_1",
        "event_id": "evt_1",
        "event_seq": 1,
        "event_type": "export.planned",
        "state": "delivered",
        "attempts": 1,
        "response_status": 200,
        "delivered_at": AT,
        "created_at": AT,
    }
    with engine.begin() as connection:
        connection.execute(insert(tables.dispositions).values(mine | disposition))
        connection.execute(insert(tables.webhooks).values(mine | webhook))
        connection.execute(insert(tables.webhook_deliveries).values(mine | delivery))
    engine.dispose()


def _projected(file: Path, revision: str, corrected: str) -> list[tuple[str, seeds.Row]]:
    """The rows that a database of this revision would hold."""
    with tempfile.TemporaryDirectory() as folder:
        older, newest = Database(f"sqlite:///{folder}/older.db"), Database(f"sqlite:///{file}")
        try:
            seeds.bring_to(older, revision)
            with older.read() as before, newest.read() as now:
                there, here = seeds.reflected(before), seeds.reflected(now)
                return [
                    (name, _short(name, row))
                    for name, table in there.items()
                    for row in seeds.rows_of(now, here[name], [column.name for column in table.columns])
                    if _belongs(name, row, revision, corrected)
                ]
        finally:
            older.close()
            newest.close()


def _short(table: str, row: seeds.Row) -> seeds.Row:
    """A captured mail's attachments add nothing to a seed."""
    return row | {"message": row["message"][:CAPTURED_BYTES]} if table == "captured_mails" else row


def _belongs(table: str, row: seeds.Row, revision: str, corrected: str) -> bool:
    if table == "installation":
        return row["name"] != COMPATIBLE_NAME
    owner = row["id"] if table == "accounts" else row["account_id"]
    return revision != NO_CORRECTIONS or owner != corrected


def _pack(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(each for each in folder.rglob("*") if each.is_file()):
            packed.write(file, file.relative_to(folder))


if __name__ == "__main__":
    main()
