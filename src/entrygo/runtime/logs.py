"""Logs on standard error: one line an event, the third parties quiet."""

import logging


def configure(level: str) -> None:
    """Set up logging for a process."""
    logging.basicConfig(
        level=level.upper(), format="%(asctime)s %(levelname)-7s %(name)s: %(message)s", force=True
    )
    for name in ("dbos", "sqlalchemy", "httpx", "uvicorn.access", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
