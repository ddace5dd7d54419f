"""findings in rows, and what a list of exports shows of them."""

import sqlalchemy as sa
from alembic import op

from entrygo.store.tenancy import protect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

COUNTS = ("order_count", "line_count", "errors", "warnings", "summary_of")
AMOUNTS = ("value_usd_cents", "duty_usd_cents", "savings_usd_cents")
STANDING = ["state", "readiness", "created_at", "id"]
MAIL_INDEXES = {
    "ix_mails_page": ["audience", "created_at", "id"],
    "ix_mails_state": ["audience", "state", "created_at", "id"],
}
INDEXES: dict[str, list[str]] = {
    "ix_exports_page": ["created_at", "id"],
    "ix_exports_changed": ["updated_at"],
    "ix_exports_standing": STANDING,
    "ix_exports_broker": ["broker_id", *STANDING],
    "ix_exports_warehouse": ["warehouse_id", *STANDING],
    "ix_exports_route": ["broker_id", "warehouse_id", *STANDING],
    "ix_exports_value": ["state", "readiness", "value_rank", "id"],
    "ix_exports_executed": ["executed_at", "savings_usd_cents"],
}


def upgrade() -> None:
    """Forward only. The figures of older plans are filled in by the worker."""
    for name in COUNTS:
        op.add_column("exports", sa.Column(name, sa.Integer(), nullable=True))
    for name in AMOUNTS:
        op.add_column("exports", sa.Column(name, sa.BigInteger(), nullable=True))
    most = "9000000000000000000"
    op.add_column("exports", sa.Column("value_rank", sa.BigInteger(), server_default=most, nullable=False))
    for name, columns in INDEXES.items():
        op.create_index(name, "exports", ["account_id", "mode", *columns])
    for name, columns in MAIL_INDEXES.items():
        op.create_index(name, "mails", ["account_id", "mode", *columns])
    behind = sa.text("summary_of IS NULL OR summary_of != plan_seq")
    op.create_index(
        "ix_exports_unsummarised",
        "exports",
        ["account_id", "mode", "id"],
        sqlite_where=behind,
        postgresql_where=behind,
    )
    op.create_table(
        "findings",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=4), nullable=False),
        sa.Column("export_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("fix", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_findings_account_id")),
        sa.PrimaryKeyConstraint("account_id", "mode", "export_id", "position", name=op.f("pk_findings")),
    )
    if op.get_bind().dialect.name == "postgresql":
        for statement in protect("findings"):
            op.execute(statement)
