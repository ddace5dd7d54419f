"""Whether there is an installation where the settings say, asked without making one."""

from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from entrygo.settings import Settings
from entrygo.store.database import Database
from entrygo.store.migrate import revision_of
from entrygo.store.urls import driver_url

MAKERS = "entrygo serve, migrate, account create, demo and restore make one"


def missing(settings: Settings) -> str | None:
    """The words that there is no installation, and what makes one; ``None`` where there is one.

    A database server that does not answer may have one: the command itself says what is wrong then. A machine without
    the folder has none either, whatever the database holds: keys, checkpoints and editions lie in it.
    """
    home, url = settings.home.absolute(), driver_url(settings.database)
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        if file.is_file():
            return None
        return f"There is no EntryGo installation at {home}: {file} is missing. {MAKERS}; ENTRYGO_HOME names another."
    if not home.is_dir():
        return f"There is no EntryGo home at {home}. {MAKERS}; ENTRYGO_HOME names another."
    database = Database(settings.database)
    try:
        with database.read() as connection:
            if revision_of(connection) is not None:
                return None
    except SQLAlchemyError:
        return None
    finally:
        database.close()
    where = url.render_as_string(hide_password=True)
    return f"There is no EntryGo installation in {where}, home {home}. {MAKERS}; ENTRYGO_DATABASE_URL names another."
