"""an index for the order and each filter of every list."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NEWEST = ["created_at", "id"]
INDEXES: dict[str, tuple[str, list[str]]] = {
    "ix_api_keys_mode": ("api_keys", NEWEST),
    "ix_orders_claimed": ("orders", ["is_claimed", *NEWEST]),
    "ix_notifications_page": ("notifications", NEWEST),
    "ix_captured_mails_page": ("captured_mails", NEWEST),
    "ix_dispositions_page": ("dispositions", NEWEST),
    "ix_events_type": ("events", ["type", "seq"]),
    "ix_product_changes_page": ("product_changes", NEWEST),
    "ix_webhooks_page": ("webhooks", NEWEST),
    "ix_webhook_deliveries_page": ("webhook_deliveries", ["webhook_id", *NEWEST]),
    "ix_webhook_deliveries_state": ("webhook_deliveries", ["webhook_id", "state", *NEWEST]),
    "ix_mails_export": ("mails", ["export_id", "audience", *NEWEST]),
}
CHANGED = ("products", "orders", "warehouses", "brokers")
WIDENED = {"ix_webhook_deliveries_page": "webhook_deliveries", "ix_mails_export": "mails"}
OWN = "account_id = {row}.account_id AND mode = {row}.mode AND id = {row}.order_id"
MARKS = {"claimed": ("INSERT", "NEW", 1), "released": ("DELETE", "OLD", 0)}


def upgrade() -> None:
    """Forward only."""
    op.add_column("orders", sa.Column("is_claimed", sa.Integer(), server_default="0", nullable=False))
    _mark_claimed()
    for name, table in WIDENED.items():
        op.drop_index(name, table)
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, ["account_id", "mode", *columns])
    op.create_index("ix_api_keys_page", "api_keys", ["account_id", *NEWEST])
    for table in CHANGED:
        op.create_index(f"ix_{table}_page", table, ["account_id", "mode", *NEWEST])
        op.create_index(f"ix_{table}_changed", table, ["account_id", "mode", "updated_at"])


def _mark_claimed() -> None:
    """Keep ``orders.is_claimed`` what ``claims`` says: by the database, for nodes of older versions claim too.

    SQLite drops a table's triggers where a later migration makes the table anew: it makes these again then.
    """
    op.execute(
        "UPDATE orders SET is_claimed = 1 WHERE EXISTS (SELECT 1 FROM claims WHERE claims.account_id = "
        "orders.account_id AND claims.mode = orders.mode AND claims.order_id = orders.id)"
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, (moment, row, mark) in MARKS.items():
        statement = f"UPDATE orders SET is_claimed = {mark} WHERE {OWN.format(row=row)};"  # noqa: S608 - ours
        if is_sqlite:
            op.execute(f"CREATE TRIGGER orders_{name} AFTER {moment} ON claims BEGIN {statement} END")
            continue
        op.execute(
            f"CREATE FUNCTION orders_{name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {statement} RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER orders_{name} AFTER {moment} ON claims FOR EACH ROW EXECUTE FUNCTION orders_{name}()"
        )
