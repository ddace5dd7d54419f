"""optimizer runs, proposals, corrections of codes."""

import sqlalchemy as sa
from alembic import op

from entrygo.store.tenancy import protect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "optimizer_runs",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_optimizer_runs_account_id")),
        sa.PrimaryKeyConstraint("account_id", "mode", "id", name=op.f("pk_optimizer_runs")),
    )
    op.create_table(
        "proposals",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=4), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("classifier", sa.String(length=64), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_proposals_account_id")),
        sa.PrimaryKeyConstraint("account_id", "mode", "product_id", name=op.f("pk_proposals")),
    )
    op.create_table(
        "code_corrections",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("replaced", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "source IN ('product_changed', 'broker_page')", name=op.f("ck_code_corrections_source")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_code_corrections_account_id")),
        sa.PrimaryKeyConstraint("account_id", "mode", "id", name=op.f("pk_code_corrections")),
    )
    with op.batch_alter_table("code_corrections", schema=None) as batch_op:
        batch_op.create_index(
            "ix_code_corrections_product", ["account_id", "mode", "product_id"], unique=False
        )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("optimizer_runs", "proposals", "code_corrections"):
            for statement in protect(table):
                op.execute(statement)
