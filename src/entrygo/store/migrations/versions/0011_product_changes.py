"""changes of products, and their SKUs to search by."""

import sqlalchemy as sa
from alembic import op

from entrygo.store.tenancy import every_tenant, protect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SQLITE = """UPDATE products SET sku_key = lower(json_extract(facts, '$.sku')), words = lower(external_id || ' ' ||
coalesce(json_extract(facts, '$.sku'), '') || ' ' || json_extract(facts, '$.title'))"""
POSTGRES = """UPDATE products SET sku_key = lower(facts::json->>'sku'), words = lower(external_id || ' ' ||
coalesce(facts::json->>'sku', '') || ' ' || (facts::json->>'title'))"""


def _tenant_columns() -> list[sa.Column[str]]:
    return [
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=4), nullable=False),
    ]


def upgrade() -> None:
    """Forward only."""
    op.create_table(
        "product_changes",
        *_tenant_columns(),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("products", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_product_changes_account_id")),
        sa.PrimaryKeyConstraint("account_id", "mode", "id", name=op.f("pk_product_changes")),
    )
    op.create_table(
        "product_change_rows",
        *_tenant_columns(),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_product_change_rows_account_id")
        ),
        sa.PrimaryKeyConstraint(
            "account_id", "mode", "change_id", "product_id", name=op.f("pk_product_change_rows")
        ),
    )
    op.create_index(
        "ix_product_change_rows_product",
        "product_change_rows",
        ["account_id", "mode", "product_id", "change_id"],
    )
    op.add_column("products", sa.Column("sku_key", sa.Text(), nullable=True))
    op.add_column("products", sa.Column("words", sa.Text(), nullable=True))
    op.create_index("ix_products_sku_key", "products", ["account_id", "mode", "sku_key"])
    is_postgres = op.get_bind().dialect.name == "postgresql"
    with every_tenant(op.get_bind()):
        op.execute(POSTGRES if is_postgres else SQLITE)
    if is_postgres:
        for table in ("product_changes", "product_change_rows"):
            for statement in protect(table):
                op.execute(statement)
