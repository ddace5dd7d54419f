"""Every table. Account and mode lead each key of a tenant's rows, so that a cell can move and no query can forget them.

Instants are ISO 8601 text in UTC (sorts as time, reads the same on both databases); documents are JSON text.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from entrygo.lifecycle.states import ExportState, MailState, PackageState, WebhookDeliveryState, WebhookState

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(
    column: str,
    states: type[ExportState]
    | type[PackageState]
    | type[MailState]
    | type[WebhookState]
    | type[WebhookDeliveryState],
) -> CheckConstraint:
    """A check made from the lifecycle's own states."""
    listed = ", ".join(f"'{state.value}'" for state in states)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _tenant_table(name: str, *columns: Column, key: tuple[str, ...] = ("id",), more: tuple = ()) -> Table:  # type: ignore[type-arg]  # columns of any type
    """A table whose key begins with account and mode."""
    return Table(
        name,
        metadata,
        Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False),
        Column("mode", String(4), CheckConstraint("mode IN ('live', 'test')", name="mode"), nullable=False),
        *columns,
        PrimaryKeyConstraint("account_id", "mode", *key),
        *more,
    )


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


accounts = Table(
    "accounts",
    metadata,
    Column("id", String(64), primary_key=True),
    _text("name"),
    _text("created_at"),
)

installation = Table("installation", metadata, Column("name", String(64), primary_key=True), _text("value"))

api_keys = Table(
    "api_keys",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False, index=True),
    Column("mode", String(4), nullable=False),
    _text("scopes"),
    _text("policy"),
    _text("created_at"),
    _text("expires_at", nullable=True),
    _text("revoked_at", nullable=True),
    _text("name", nullable=True),
    _text("owner", nullable=True),
)


def _documents(name: str) -> Table:
    return _tenant_table(name, _text("id"), _text("document"), _text("created_at"), _text("updated_at"))


profiles = _documents("profiles")
warehouses = _documents("warehouses")
brokers = _documents("brokers")

products = _tenant_table(
    "products",
    _text("id"),
    _text("external_id"),
    _text("facts"),
    _text("created_at"),
    _text("updated_at"),
    _text("source_updated_at", nullable=True),
    more=(UniqueConstraint("account_id", "mode", "external_id"),),
)

orders = _tenant_table(
    "orders",
    _text("id"),
    _text("external_id"),
    _text("facts"),
    _text("metadata", nullable=True),
    _text("created_at"),
    _text("updated_at"),
    _text("source_updated_at", nullable=True),
    more=(UniqueConstraint("account_id", "mode", "external_id"),),
)

claims = _tenant_table("claims", _text("order_id"), _text("export_id"), key=("order_id",))

exports = _tenant_table(
    "exports",
    _text("id"),
    _text("state"),
    _text("warehouse_id"),
    _text("broker_id"),
    _text("destination_country"),
    _text("readiness"),
    Column("score", Integer, nullable=False),
    _text("plan_hash"),
    Column("plan_seq", Integer, nullable=False),
    _text("request"),
    _text("package_id", nullable=True),
    Column("attempts", Integer, nullable=False, default=0),
    _text("created_at"),
    _text("updated_at"),
    _text("executed_at", nullable=True),
    more=(_one_of("state", ExportState),),
)
Index("ix_exports_state", exports.c.state)

plans = _tenant_table(
    "plans",
    _text("export_id"),
    Column("seq", Integer, nullable=False),
    _text("plan_hash"),
    _text("facts_fingerprint"),
    Column("answer", LargeBinary, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("snapshot", LargeBinary, nullable=False),
    Column("outcome", LargeBinary, nullable=False),
    _text("created_at"),
    key=("export_id", "seq"),
)

packages = _tenant_table(
    "packages",
    _text("id"),
    _text("export_id"),
    Column("number", String(32), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("plan_seq", Integer, nullable=False, server_default="1"),
    _text("state"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    _text("created_at"),
    _text("completed_at", nullable=True),
    _text("promise", nullable=True),
    more=(UniqueConstraint("account_id", "mode", "export_id", "version"), _one_of("state", PackageState)),
)

artifacts = _tenant_table(
    "artifacts",
    _text("package_id"),
    _text("filename"),
    Column("position", Integer, nullable=False),
    _text("artifact_type"),
    _text("media_type"),
    _text("sha256"),
    Column("size_bytes", Integer, nullable=False),
    _text("blob_key"),
    _text("generated_at"),
    key=("package_id", "filename"),
)

mails = _tenant_table(
    "mails",
    _text("id"),
    _text("audience"),
    _text("export_id"),
    _text("package_id"),
    _text("recipient"),
    _text("subject"),
    _text("message_id"),
    _text("in_reply_to", nullable=True),
    _text("state"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("is_resend", Integer, nullable=False, default=0),
    _text("on_uncertain"),
    _text("due_at", nullable=True),
    _text("error_message", nullable=True),
    _text("sent_at", nullable=True),
    _text("created_at"),
    _text("waits_for", nullable=True),
    Column("waits", Integer, nullable=False, server_default="0"),
    _text("trying_since", nullable=True),
    Column("position", Integer, nullable=False, server_default="0"),
    _text("links_ended_at", nullable=True),
    more=(_one_of("state", MailState),),
)
Index("ix_mails_due_at", mails.c.due_at)
Index("ix_mails_message_id", mails.c.message_id)
Index("ix_mails_export", mails.c.account_id, mails.c.mode, mails.c.export_id)

mail_tries = _tenant_table(
    "mail_tries",
    _text("mail_id"),
    Column("number", Integer, nullable=False),
    _text("recipient"),
    _text("begun_at"),
    key=("mail_id", "number"),
)
Index(
    "ix_mail_tries_recipient",
    mail_tries.c.account_id,
    mail_tries.c.mode,
    mail_tries.c.recipient,
    mail_tries.c.begun_at,
)

inbound_mails = _tenant_table(
    "inbound_mails",
    Column("digest", String(64), nullable=False),
    _text("mail_id"),
    _text("kind"),
    _text("received_at"),
    key=("digest",),
)

notifications = _tenant_table(
    "notifications",
    _text("id"),
    _text("export_id"),
    _text("audience"),
    _text("channel"),
    _text("status"),
    _text("mail_id", nullable=True),
    _text("created_at"),
    more=(UniqueConstraint("account_id", "mode", "export_id", "audience"),),
)

events = _tenant_table(
    "events",
    Column("seq", Integer, nullable=False),
    _text("id"),
    _text("export_id", nullable=True),
    _text("type"),
    _text("payload"),
    _text("created_at"),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("form", Integer, nullable=False, server_default="1"),
    _text("actor", nullable=True),
    _text("request_id", nullable=True),
    _text("evidence", nullable=True),
    key=("seq",),
)
chain_heads = _tenant_table(
    "chain_heads", Column("seq", Integer, nullable=False), Column("hash", String(64), nullable=False), key=()
)
Index("ix_events_export", events.c.account_id, events.c.mode, events.c.export_id)

dispositions = _tenant_table(
    "dispositions",
    _text("id"),
    _text("entry_key"),
    Column("party_fingerprint", String(64), nullable=False),
    _text("disposition"),
    _text("reason"),
    _text("decided_by"),
    _text("created_at"),
    more=(CheckConstraint("disposition IN ('cleared', 'confirmed')", name="disposition"),),
)
Index(
    "ix_dispositions_party",
    dispositions.c.account_id,
    dispositions.c.mode,
    dispositions.c.party_fingerprint,
)

replays = _tenant_table(
    "replays",
    _text("operation"),
    _text("key"),
    Column("fingerprint", String(64), nullable=False),
    _text("subject_id", nullable=True),
    Column("status", Integer, nullable=True),
    Column("body", LargeBinary, nullable=True),
    _text("created_at"),
    _text("expires_at", nullable=True),
    key=("operation", "key"),
)

captured_mails = _tenant_table(
    "captured_mails",
    _text("id"),
    _text("mail_id"),
    _text("sender"),
    _text("recipient"),
    Column("message", LargeBinary, nullable=False),
    _text("created_at"),
)

webhooks = _tenant_table(
    "webhooks",
    _text("id"),
    _text("url"),
    _text("event_types", nullable=True),
    _text("description", nullable=True),
    _text("secret"),
    _text("previous_secret", nullable=True),
    _text("previous_secret_until", nullable=True),
    _text("state"),
    _text("disabled_reason", nullable=True),
    _text("disabled_at", nullable=True),
    Column("fanned_out_seq", Integer, nullable=False),
    _text("failing_since", nullable=True),
    _text("created_at"),
    _text("updated_at"),
    more=(_one_of("state", WebhookState),),
)
Index("ix_webhooks_state", webhooks.c.state)

webhook_deliveries = _tenant_table(
    "webhook_deliveries",
    _text("id"),
    _text("webhook_id"),
    _text("event_id"),
    Column("event_seq", Integer, nullable=True),
    _text("event_type"),
    _text("state"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("attempts_before_replay", Integer, nullable=False, server_default="0"),
    _text("due_at", nullable=True),
    Column("response_status", Integer, nullable=True),
    _text("error_message", nullable=True),
    _text("last_attempt_at", nullable=True),
    _text("delivered_at", nullable=True),
    _text("created_at"),
    more=(_one_of("state", WebhookDeliveryState),),
)
Index(
    "ix_webhook_deliveries_due",
    webhook_deliveries.c.account_id,
    webhook_deliveries.c.mode,
    webhook_deliveries.c.webhook_id,
    webhook_deliveries.c.due_at,
)
Index(
    "ix_webhook_deliveries_page",
    webhook_deliveries.c.account_id,
    webhook_deliveries.c.mode,
    webhook_deliveries.c.webhook_id,
    webhook_deliveries.c.created_at,
)

optimizer_runs = _tenant_table(
    "optimizer_runs",
    _text("id"),
    _text("product_id", nullable=True),
    _text("request"),
    Column("answer", LargeBinary, nullable=False),
    _text("created_at"),
)

proposals = _tenant_table(
    "proposals",
    _text("product_id"),
    _text("run_id"),
    Column("words_hash", String(64), nullable=False),
    Column("classifier", String(64), nullable=False),
    _text("proposal"),
    _text("created_at"),
    key=("product_id",),
)

code_corrections = _tenant_table(
    "code_corrections",
    _text("id"),
    _text("product_id"),
    _text("code"),
    _text("replaced", nullable=True),
    _text("source"),
    _text("told_by"),
    _text("created_at"),
    more=(CheckConstraint("source IN ('product_changed', 'broker_page')", name="source"),),
)
Index(
    "ix_code_corrections_product",
    code_corrections.c.account_id,
    code_corrections.c.mode,
    code_corrections.c.product_id,
)
