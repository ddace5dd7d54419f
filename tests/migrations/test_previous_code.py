"""The code of before the newest migration, taken from the history, serves a database that today's code migrated."""

import shutil
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from entrygo.store.migrate import known_revisions, migrate
from entrygo.store.schema_compat import COMPATIBLE_SINCE
from tests.migrations.seeds import migration_file
from tests.serving.broker_mailbox import BrokerMailbox
from tests.serving.sandbox import sandbox
from tests.serving.server import Server

ROOT = Path(__file__).parents[2]
NEWEST, BEFORE = known_revisions()[:2]
FETCHED = ROOT / "src" / "entrygo" / "surfaces" / "console" / "assets" / "bundled"
KNOWS_NEWER = "src/entrygo/store/schema_compat.py"  # code of before it refuses any revision it does not know


def git(*arguments: str) -> bytes:
    """What git says; nothing where there is no git, or no such thing in this clone's history."""
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    except FileNotFoundError:
        return b""
    return done.stdout if done.returncode == 0 else b""


@pytest.fixture
def previous(tmp_path: Path) -> Path:
    """The source of the last commit before the newest migration."""
    file = migration_file(NEWEST).relative_to(ROOT).as_posix()
    added = git("log", "--diff-filter=A", "--format=%H", "--", file).split()
    commit = f"{added[-1].decode()}^" if added else ""
    if not commit or not git("cat-file", "-t", commit):
        pytest.skip("this clone's history does not reach back before the newest migration")
    if not git("cat-file", "-t", f"{commit}:{KNOWS_NEWER}"):
        pytest.skip("the code before the newest migration does not know that a database may be ahead of it")
    with tarfile.open(fileobj=BytesIO(git("archive", commit, "src"))) as packed:
        packed.extractall(tmp_path / "previous", filter="data")
    if FETCHED.is_dir():  # no part of the history: what the project's installation fetched
        shutil.copytree(FETCHED, tmp_path / "previous" / FETCHED.relative_to(ROOT), dirs_exist_ok=True)
    return tmp_path / "previous" / "src"


@pytest.mark.parametrize(
    "url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)  # code that knows the schema knows it on both
@pytest.mark.skipif(COMPATIBLE_SINCE > BEFORE, reason="the newest migration says that older code is out")
def test_the_code_before_the_newest_migration_serves_its_database(
    previous: Path, url: str, mailbox: BrokerMailbox, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    migrate(url)
    environment = {
        "ENTRYGO_DATABASE_URL": url,
        "ENTRYGO_EXECUTE_WAIT_SECONDS": "30",
        "PYTHONPATH": str(previous),
    }
    server = Server(home, smtp_port=mailbox.port, environment=environment, is_forked=False).start()
    try:
        goods = sandbox(server.account())
        export_id = goods.executed()["exportId"]
        mailbox.wait_for(goods.broker_email)
        assert goods.inspect(export_id)["state"] == "COMPLETED"
        assert server.command("audit", "verify")["intact"]
        log = (home.parent / "home-serve.log").read_text()
        assert f"the schema is at revision {NEWEST}, newer than this version's {BEFORE}" in log
    finally:
        server.stop()
