"""mails in their order."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PACKAGES = "'generated', 'sent_to_broker', 'acknowledged', 'rejected', 'superseded', 'withdrawn'"
MAILS = "'pending', 'sending', 'sent', 'acknowledged', 'rejected', 'failed', 'uncertain', 'superseded'"


def upgrade() -> None:
    """Forward only."""
    for table in ("products", "orders"):
        op.add_column(table, sa.Column("source_updated_at", sa.Text(), nullable=True))
    op.add_column("mails", sa.Column("position", sa.Integer(), server_default="0", nullable=False))
    op.add_column("mails", sa.Column("links_ended_at", sa.Text(), nullable=True))
    _allow("packages", PACKAGES)
    _allow("mails", MAILS)


def _allow(table: str, states: str) -> None:
    """Widen the check of a table's states; SQLite makes the table anew for it."""
    name = op.f(f"ck_{table}_state")
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"state IN ({states})")
