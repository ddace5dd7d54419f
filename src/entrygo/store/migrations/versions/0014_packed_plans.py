"""plans as one packed decision, and answers beside it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only. Older nodes read what is not packed, and nothing is packed before the last of them is gone."""
    op.add_column("plans", sa.Column("packed", sa.LargeBinary(), nullable=True))
    op.add_column("replays", sa.Column("beside", sa.Text(), nullable=True))
    plain = sa.text("packed IS NULL")
    op.create_index(
        "ix_plans_plain",
        "plans",
        ["account_id", "mode", "export_id", "seq"],
        sqlite_where=plain,
        postgresql_where=plain,
    )
