"""who wrote it, what was promised, and the head of each chain."""

import sqlalchemy as sa
from alembic import op

from entrygo.store.tenancy import protect

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "chain_heads",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=4), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_chain_heads_account_id")),
        sa.PrimaryKeyConstraint("account_id", "mode", name=op.f("pk_chain_heads")),
    )
    for table, column in (
        ("api_keys", "name"),
        ("api_keys", "owner"),
        ("packages", "promise"),
        ("events", "actor"),
        ("events", "request_id"),
        ("events", "evidence"),
    ):
        op.add_column(table, sa.Column(column, sa.Text(), nullable=True))
    op.add_column("events", sa.Column("form", sa.Integer(), server_default="1", nullable=False))
    if op.get_bind().dialect.name == "postgresql":
        for statement in protect("chain_heads"):
            op.execute(statement)
