"""the log of API calls, and when a key was last used."""

import sqlalchemy as sa
from alembic import op

from entrygo.store.tenancy import protect

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only. Older nodes log nothing."""
    op.add_column("api_keys", sa.Column("last_used_at", sa.Text(), nullable=True))
    op.create_table(
        "request_log",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_request_log_account_id")),
        sa.PrimaryKeyConstraint("account_id", "mode", "id", name=op.f("pk_request_log")),
    )
    op.create_index("ix_request_log_page", "request_log", ["account_id", "mode", "created_at", "id"])
    op.create_index("ix_request_log_key", "request_log", ["account_id", "mode", "key_id", "created_at", "id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in protect("request_log"):
            op.execute(statement)
