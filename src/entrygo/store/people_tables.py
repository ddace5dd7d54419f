"""The tables of people: they belong to the installation, since one person works for several accounts. What a person
keeps in one account, and the log of who called, are the account's.

Of tokens (sessions, invitations, resets) only the digest is kept.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from entrygo.store.tables import metadata, tenant_table, text_column

people = Table(
    "people",
    metadata,
    Column("id", String(64), primary_key=True),
    text_column("email"),
    text_column("name"),
    text_column("password_hash", nullable=True),
    text_column("password_changed_at", nullable=True),
    text_column("totp_secret_sealed", nullable=True),
    Column("totp_last_step", Integer, nullable=True),
    text_column("time_zone", nullable=True),
    text_column("theme"),
    text_column("created_at"),
    text_column("disabled_at", nullable=True),
    UniqueConstraint("email"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("person_id", String(64), ForeignKey("people.id"), primary_key=True),
    Column("account_id", String(64), ForeignKey("accounts.id"), primary_key=True, index=True),
    text_column("roles"),
    text_column("modes"),
    text_column("created_at"),
    text_column("created_by"),
    text_column("ended_at", nullable=True),
)

person_identities = Table(
    "person_identities",
    metadata,
    Column("issuer", String(255), primary_key=True),
    Column("subject", String(255), primary_key=True),
    Column("person_id", String(64), ForeignKey("people.id"), nullable=False, index=True),
    text_column("created_at"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("person_id", String(64), ForeignKey("people.id"), nullable=False, index=True),
    text_column("created_at"),
    text_column("last_seen_at"),
    text_column("expires_at"),
    text_column("ended_at", nullable=True),
    text_column("ended_why", nullable=True),
    text_column("auth_method"),
    text_column("fresh_at"),
    text_column("user_agent"),
    text_column("address"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False, index=True),
    text_column("email"),
    text_column("roles"),
    text_column("modes"),
    text_column("invited_by"),
    text_column("created_at"),
    text_column("expires_at"),
    text_column("accepted_at", nullable=True),
    text_column("revoked_at", nullable=True),
    Column("mailed_digest", String(64), nullable=True, index=True),
)

resets = Table(
    "resets",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("person_id", String(64), ForeignKey("people.id"), nullable=False, index=True),
    text_column("created_at"),
    text_column("expires_at"),
    text_column("used_at", nullable=True),
    text_column("asked_by", nullable=True),
)

people_mails = Table(
    "people_mails",
    metadata,
    Column("id", String(64), primary_key=True),
    text_column("kind"),
    Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False, index=True),
    Column("subject_id", String(64), nullable=False),
    text_column("state"),
    Column("attempts", Integer, nullable=False),
    text_column("created_at"),
    text_column("due_at", nullable=True),
    text_column("error", nullable=True),
)
Index("ix_people_mails_due", people_mails.c.due_at)

sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("subject_digest", String(64), nullable=False),
    text_column("at"),
    Column("ok", Integer, nullable=False),
)
Index("ix_sign_in_tries_subject", sign_in_tries.c.subject_digest, sign_in_tries.c.at)
Index("ix_sign_in_tries_at", sign_in_tries.c.at)

saved_views = tenant_table(
    "saved_views",
    text_column("person_id"),
    text_column("page"),
    text_column("name"),
    text_column("query"),
    text_column("created_at"),
    key=("person_id", "page", "name"),
)

request_log = tenant_table(
    "request_log",
    text_column("id"),
    text_column("created_at"),
    text_column("key_id"),
    text_column("operation"),
    text_column("method"),
    text_column("path"),
    Column("status", Integer, nullable=False),
    text_column("error_code", nullable=True),
    Column("milliseconds", Integer, nullable=False),
)
for _name, _columns in (
    ("ix_request_log_key", ("key_id", "created_at", "id")),
    ("ix_request_log_page", ("created_at", "id")),
):
    Index(_name, *(request_log.c[each] for each in ("account_id", "mode", *_columns)))
