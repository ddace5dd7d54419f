"""row security: a transaction sees the rows of the tenant it names, on PostgreSQL."""

from alembic import op

from entrygo.store.tenancy import protect

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "artifacts",
    "brokers",
    "captured_mails",
    "claims",
    "dispositions",
    "events",
    "exports",
    "mails",
    "notifications",
    "orders",
    "packages",
    "plans",
    "products",
    "profiles",
    "replays",
    "warehouses",
)


def upgrade() -> None:
    """Forward only."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        for statement in protect(table):
            op.execute(statement)
