"""Each migration adds to the schema before it, or says that older code is out; the rule itself catches what breaks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from entrygo.store.database import Database
from entrygo.store.migrate import MIGRATIONS, known_revisions
from entrygo.store.schema_compat import COMPATIBLE_SINCE, may_serve
from tests.migrations.additive import Shape, faults, shapes
from tests.migrations.seeds import bring_to

CHAIN = sorted(known_revisions())
OLD = """CREATE TABLE goods (id TEXT NOT NULL PRIMARY KEY, name TEXT, price INTEGER NOT NULL DEFAULT 1,
    state TEXT NOT NULL, CONSTRAINT ck_goods_state CHECK (state IN ('open', 'done')),
    CONSTRAINT uq_goods_name UNIQUE (name))"""


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Shape]]:
    """The schema of every revision."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('history')}/entrygo.db")
    found = {}
    for revision in CHAIN:
        bring_to(database, revision)
        with database.read() as connection:
            found[revision] = shapes(connection)
    database.close()
    return found


def test_the_names_of_the_files_are_the_revisions_that_alembic_runs() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    walked = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(each.revision for each in walked) == known_revisions()


@pytest.mark.parametrize("revision", CHAIN[1:])
def test_a_migration_takes_nothing_from_the_code_before_it(
    history: dict[str, dict[str, Shape]], revision: str
) -> None:
    """One that must raises COMPATIBLE_SINCE to itself, and its release is no rolling upgrade."""
    before = CHAIN[CHAIN.index(revision) - 1]
    broken = faults(history[before], history[revision])
    assert broken == [] or revision <= COMPATIBLE_SINCE


def test_code_is_served_from_the_revision_that_the_database_names() -> None:
    known = ("0004", "0003", "0002", "0001")
    assert may_serve(known, "0001")
    assert may_serve(known, "0004")
    assert not may_serve(known, "0005")
    assert not may_serve(known, None)


@pytest.fixture
def goods(tmp_path: Path) -> Iterator[Database]:
    """A small database to change."""
    opened = Database(f"sqlite:///{tmp_path}/goods.db")
    with opened.write() as connection:
        connection.execute(text(OLD))
    yield opened
    opened.close()


def changed(goods: Database, *statements: str) -> list[str]:
    with goods.write() as connection:
        before = shapes(connection)
        for statement in statements:
            connection.execute(text(statement))
        return faults(before, shapes(connection))


def anew(was: str, becomes: str) -> tuple[str, str]:
    assert was in OLD
    return "DROP TABLE goods", OLD.replace(was, becomes, 1)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (("DROP TABLE goods",), "the table is gone"),
        (("ALTER TABLE goods RENAME COLUMN price TO cost",), "the column price is gone"),
        (
            (
                "ALTER TABLE goods ADD COLUMN mark INTEGER DEFAULT 1",
                "CREATE UNIQUE INDEX um ON goods (mark)",
            ),
            "a new unique key on mark",
        ),
        (anew("name TEXT,", "name INTEGER,"), "was TEXT and is INTEGER"),
        (anew("name TEXT,", "name TEXT NOT NULL,"), "must not be null any more"),
        (anew("NOT NULL DEFAULT 1", "NOT NULL"), "has no default any more"),
        (anew("price INTEGER", "owner TEXT NOT NULL, price INTEGER"), "owner has neither a default nor null"),
        (("CREATE UNIQUE INDEX ux ON goods (price)",), "a new unique key on price"),
        (anew("UNIQUE (name)", "CHECK (name <> '')"), "no unique key on name any more"),
        (anew("'open', 'done'", "'open'"), "no longer takes done"),
        (
            anew("UNIQUE (name))", "UNIQUE (name), CONSTRAINT ck_goods_price CHECK (price > 0))"),
            "a new check ck_goods_price",
        ),
        (anew("id TEXT NOT NULL PRIMARY KEY", "id TEXT NOT NULL UNIQUE"), "another primary key"),
        (anew("name TEXT,", "name TEXT REFERENCES goods (id),"), "a new foreign key on name"),
    ],
)
def test_what_would_break_the_code_before_is_named(
    goods: Database, statements: tuple[str, ...], said: str
) -> None:
    assert any(said in fault for fault in changed(goods, *statements))


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE more (id TEXT NOT NULL PRIMARY KEY, price INTEGER NOT NULL CHECK (price > 0))",),
        ("ALTER TABLE goods ADD COLUMN note TEXT",),
        ("ALTER TABLE goods ADD COLUMN tries INTEGER NOT NULL DEFAULT 0",),
        ("CREATE INDEX ix ON goods (price)",),
        ("ALTER TABLE goods ADD COLUMN handle TEXT", "CREATE UNIQUE INDEX uh ON goods (handle)"),
        anew("'open', 'done'", "'open', 'done', 'lost'"),
        anew("name TEXT,", "name TEXT, kind TEXT CONSTRAINT ck_goods_kind CHECK (kind IN ('a')),"),
    ],
)
def test_what_adds_is_no_fault(goods: Database, statements: tuple[str, ...]) -> None:
    assert changed(goods, *statements) == []
