"""Write the migration from the migrated schema to store/tables.py: ``python -m scripts.new_migration NNNN words``."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from entrygo.store.database import Database
from entrygo.store.migrate import MIGRATIONS, migrate


def main(number: str, message: str) -> None:
    """Compare on an SQLite database migrated to head."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'old.db'}"
        migrate(url)
        database = Database(url)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        with database.engine.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=number)
        database.close()


if __name__ == "__main__":
    main(sys.argv[1], " ".join(sys.argv[2:]))
