"""mails to people: invitations, and links for a new password that they ask for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only. Older nodes send none; what is due waits for a newer one."""
    op.add_column("invitations", sa.Column("mailed_digest", sa.String(length=64), nullable=True))
    op.create_index("ix_invitations_mailed_digest", "invitations", ["mailed_digest"])
    op.add_column("resets", sa.Column("asked_by", sa.Text(), nullable=True))
    op.create_table(
        "people_mails",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_people_mails_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_mails")),
    )
    op.create_index("ix_people_mails_account_id", "people_mails", ["account_id"])
    op.create_index("ix_people_mails_due", "people_mails", ["due_at"])
