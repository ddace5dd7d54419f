"""Every table. Account and mode lead each key of a tenant's rows, so that a cell can move and no query can forget them.

Instants are ISO 8601 text in UTC (sorts as time, reads the same on both databases); documents are JSON text.
"""

from sqlalchemy import (
    BigInteger,
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
    or_,
)

from entrygo.lifecycle.rows import UNKNOWN_VALUE_RANK
from entrygo.lifecycle.states import ExportState, MailState, PackageState, WebhookDeliveryState, WebhookState
from entrygo.store.list_indexes import LIST_INDEXES

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


def tenant_table(name: str, *columns: Column, key: tuple[str, ...] = ("id",), more: tuple = ()) -> Table:  # type: ignore[type-arg]  # columns of any type
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


def text_column(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


accounts = Table(
    "accounts",
    metadata,
    Column("id", String(64), primary_key=True),
    text_column("name"),
    text_column("created_at"),
    text_column("handle", nullable=True),
)
Index("uq_accounts_handle", accounts.c.handle, unique=True)

installation = Table(
    "installation", metadata, Column("name", String(64), primary_key=True), text_column("value")
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("account_id", String(64), ForeignKey("accounts.id"), nullable=False, index=True),
    Column("mode", String(4), nullable=False),
    text_column("scopes"),
    text_column("policy"),
    text_column("created_at"),
    text_column("expires_at", nullable=True),
    text_column("revoked_at", nullable=True),
    text_column("name", nullable=True),
    text_column("owner", nullable=True),
    text_column("last_used_at", nullable=True),
)
Index("ix_api_keys_page", api_keys.c.account_id, api_keys.c.created_at, api_keys.c.id)


def _documents(name: str) -> Table:
    return tenant_table(
        name, text_column("id"), text_column("document"), text_column("created_at"), text_column("updated_at")
    )


profiles = _documents("profiles")
warehouses = _documents("warehouses")
brokers = _documents("brokers")

products = tenant_table(
    "products",
    text_column("id"),
    text_column("external_id"),
    text_column("facts"),
    text_column("created_at"),
    text_column("updated_at"),
    text_column("source_updated_at", nullable=True),
    text_column("sku_key", nullable=True),
    text_column("words", nullable=True),
    more=(UniqueConstraint("account_id", "mode", "external_id"),),
)
Index("ix_products_sku_key", products.c.account_id, products.c.mode, products.c.sku_key)

product_changes = tenant_table(
    "product_changes",
    text_column("id"),
    text_column("source"),
    text_column("actor"),
    Column("products", Integer, nullable=False),
    text_column("undoes", nullable=True),
    text_column("undone_by", nullable=True),
    text_column("created_at"),
)
product_change_rows = tenant_table(
    "product_change_rows",
    text_column("change_id"),
    text_column("product_id"),
    text_column("before"),
    text_column("after"),
    key=("change_id", "product_id"),
)
Index(
    "ix_product_change_rows_product",
    product_change_rows.c.account_id,
    product_change_rows.c.mode,
    product_change_rows.c.product_id,
    product_change_rows.c.change_id,
)

orders = tenant_table(
    "orders",
    text_column("id"),
    text_column("external_id"),
    text_column("facts"),
    text_column("metadata", nullable=True),
    text_column("created_at"),
    text_column("updated_at"),
    text_column("source_updated_at", nullable=True),
    Column("is_claimed", Integer, nullable=False, server_default="0"),
    more=(UniqueConstraint("account_id", "mode", "external_id"),),
)


claims = tenant_table("claims", text_column("order_id"), text_column("export_id"), key=("order_id",))

exports = tenant_table(
    "exports",
    text_column("id"),
    text_column("state"),
    text_column("warehouse_id"),
    text_column("broker_id"),
    text_column("destination_country"),
    text_column("readiness"),
    Column("score", Integer, nullable=False),
    text_column("plan_hash"),
    Column("plan_seq", Integer, nullable=False),
    text_column("request"),
    text_column("package_id", nullable=True),
    Column("attempts", Integer, nullable=False, default=0),
    text_column("created_at"),
    text_column("updated_at"),
    text_column("executed_at", nullable=True),
    Column("order_count", Integer, nullable=True),
    Column("line_count", Integer, nullable=True),
    Column("value_usd_cents", BigInteger, nullable=True),
    Column("value_rank", BigInteger, nullable=False, server_default=str(UNKNOWN_VALUE_RANK)),
    Column("duty_usd_cents", BigInteger, nullable=True),
    Column("savings_usd_cents", BigInteger, nullable=True),
    Column("errors", Integer, nullable=True),
    Column("warnings", Integer, nullable=True),
    Column("summary_of", Integer, nullable=True),
    more=(_one_of("state", ExportState),),
)
Index("ix_exports_state", exports.c.state)
UNSUMMARISED = or_(exports.c.summary_of.is_(None), exports.c.summary_of != exports.c.plan_seq)
"""Of an export whose figures and findings in rows are not those of its current plan: older code planned it."""


Index(
    "ix_exports_unsummarised",
    exports.c.account_id,
    exports.c.mode,
    exports.c.id,
    sqlite_where=UNSUMMARISED,
    postgresql_where=UNSUMMARISED,
)

findings = tenant_table(
    "findings",
    text_column("export_id"),
    Column("position", Integer, nullable=False),
    text_column("rule"),
    text_column("code"),
    text_column("severity"),
    text_column("subject"),
    text_column("subject_id"),
    text_column("field"),
    text_column("message"),
    text_column("fix"),
    key=("export_id", "position"),
)

plans = tenant_table(
    "plans",
    text_column("export_id"),
    Column("seq", Integer, nullable=False),
    text_column("plan_hash"),
    text_column("facts_fingerprint"),
    Column("answer", LargeBinary, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("snapshot", LargeBinary, nullable=False),
    Column("outcome", LargeBinary, nullable=False),
    Column("packed", LargeBinary, nullable=True),
    text_column("created_at"),
    key=("export_id", "seq"),
)
PLAIN = plans.c.packed.is_(None)
"""Of a plan whose forms lie beside each other, as older versions keep them; of a packed one they are empty."""
Index(
    "ix_plans_plain",
    *(plans.c[each] for each in ("account_id", "mode", "export_id", "seq")),
    sqlite_where=PLAIN,
    postgresql_where=PLAIN,
)

packages = tenant_table(
    "packages",
    text_column("id"),
    text_column("export_id"),
    Column("number", String(32), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("plan_seq", Integer, nullable=False, server_default="1"),
    text_column("state"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    text_column("created_at"),
    text_column("completed_at", nullable=True),
    text_column("promise", nullable=True),
    more=(UniqueConstraint("account_id", "mode", "export_id", "version"), _one_of("state", PackageState)),
)

artifacts = tenant_table(
    "artifacts",
    text_column("package_id"),
    text_column("filename"),
    Column("position", Integer, nullable=False),
    text_column("artifact_type"),
    text_column("media_type"),
    text_column("sha256"),
    Column("size_bytes", Integer, nullable=False),
    text_column("blob_key"),
    text_column("generated_at"),
    key=("package_id", "filename"),
)

mails = tenant_table(
    "mails",
    text_column("id"),
    text_column("audience"),
    text_column("export_id"),
    text_column("package_id"),
    text_column("recipient"),
    text_column("subject"),
    text_column("message_id"),
    text_column("in_reply_to", nullable=True),
    text_column("state"),
    Column("attempts", Integer, nullable=False, default=0),
    Column("is_resend", Integer, nullable=False, default=0),
    text_column("on_uncertain"),
    text_column("due_at", nullable=True),
    text_column("error_message", nullable=True),
    text_column("sent_at", nullable=True),
    text_column("created_at"),
    text_column("waits_for", nullable=True),
    Column("waits", Integer, nullable=False, server_default="0"),
    text_column("trying_since", nullable=True),
    Column("position", Integer, nullable=False, server_default="0"),
    text_column("links_ended_at", nullable=True),
    more=(_one_of("state", MailState),),
)
Index("ix_mails_due_at", mails.c.due_at)
Index("ix_mails_message_id", mails.c.message_id)

mail_tries = tenant_table(
    "mail_tries",
    text_column("mail_id"),
    Column("number", Integer, nullable=False),
    text_column("recipient"),
    text_column("begun_at"),
    key=("mail_id", "number"),
)
Index(
    "ix_mail_tries_recipient",
    mail_tries.c.account_id,
    mail_tries.c.mode,
    mail_tries.c.recipient,
    mail_tries.c.begun_at,
)

inbound_mails = tenant_table(
    "inbound_mails",
    Column("digest", String(64), nullable=False),
    text_column("mail_id"),
    text_column("kind"),
    text_column("received_at"),
    key=("digest",),
)

notifications = tenant_table(
    "notifications",
    text_column("id"),
    text_column("export_id"),
    text_column("audience"),
    text_column("channel"),
    text_column("status"),
    text_column("mail_id", nullable=True),
    text_column("created_at"),
    more=(UniqueConstraint("account_id", "mode", "export_id", "audience"),),
)

events = tenant_table(
    "events",
    Column("seq", Integer, nullable=False),
    text_column("id"),
    text_column("export_id", nullable=True),
    text_column("type"),
    text_column("payload"),
    text_column("created_at"),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("form", Integer, nullable=False, server_default="1"),
    text_column("actor", nullable=True),
    text_column("request_id", nullable=True),
    text_column("evidence", nullable=True),
    key=("seq",),
)
chain_heads = tenant_table(
    "chain_heads", Column("seq", Integer, nullable=False), Column("hash", String(64), nullable=False), key=()
)
Index("ix_events_export", events.c.account_id, events.c.mode, events.c.export_id)

dispositions = tenant_table(
    "dispositions",
    text_column("id"),
    text_column("entry_key"),
    Column("party_fingerprint", String(64), nullable=False),
    text_column("disposition"),
    text_column("reason"),
    text_column("decided_by"),
    text_column("created_at"),
    more=(CheckConstraint("disposition IN ('cleared', 'confirmed')", name="disposition"),),
)
Index(
    "ix_dispositions_party",
    dispositions.c.account_id,
    dispositions.c.mode,
    dispositions.c.party_fingerprint,
)

replays = tenant_table(
    "replays",
    text_column("operation"),
    text_column("key"),
    Column("fingerprint", String(64), nullable=False),
    text_column("subject_id", nullable=True),
    Column("status", Integer, nullable=True),
    Column("body", LargeBinary, nullable=True),
    text_column("beside", nullable=True),
    text_column("created_at"),
    text_column("expires_at", nullable=True),
    key=("operation", "key"),
)

captured_mails = tenant_table(
    "captured_mails",
    text_column("id"),
    text_column("mail_id"),
    text_column("sender"),
    text_column("recipient"),
    Column("message", LargeBinary, nullable=False),
    text_column("created_at"),
)


webhooks = tenant_table(
    "webhooks",
    text_column("id"),
    text_column("url"),
    text_column("event_types", nullable=True),
    text_column("description", nullable=True),
    text_column("secret"),
    text_column("previous_secret", nullable=True),
    text_column("previous_secret_until", nullable=True),
    text_column("state"),
    text_column("disabled_reason", nullable=True),
    text_column("disabled_at", nullable=True),
    Column("fanned_out_seq", Integer, nullable=False),
    text_column("failing_since", nullable=True),
    text_column("created_at"),
    text_column("updated_at"),
    more=(_one_of("state", WebhookState),),
)
Index("ix_webhooks_state", webhooks.c.state)

webhook_deliveries = tenant_table(
    "webhook_deliveries",
    text_column("id"),
    text_column("webhook_id"),
    text_column("event_id"),
    Column("event_seq", Integer, nullable=True),
    text_column("event_type"),
    text_column("state"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("attempts_before_replay", Integer, nullable=False, server_default="0"),
    text_column("due_at", nullable=True),
    Column("response_status", Integer, nullable=True),
    text_column("error_message", nullable=True),
    text_column("last_attempt_at", nullable=True),
    text_column("delivered_at", nullable=True),
    text_column("created_at"),
    more=(_one_of("state", WebhookDeliveryState),),
)
Index(
    "ix_webhook_deliveries_due",
    webhook_deliveries.c.account_id,
    webhook_deliveries.c.mode,
    webhook_deliveries.c.webhook_id,
    webhook_deliveries.c.due_at,
)

optimizer_runs = tenant_table(
    "optimizer_runs",
    text_column("id"),
    text_column("product_id", nullable=True),
    text_column("request"),
    Column("answer", LargeBinary, nullable=False),
    text_column("created_at"),
)

proposals = tenant_table(
    "proposals",
    text_column("product_id"),
    text_column("run_id"),
    Column("words_hash", String(64), nullable=False),
    Column("classifier", String(64), nullable=False),
    text_column("proposal"),
    text_column("created_at"),
    key=("product_id",),
)

code_corrections = tenant_table(
    "code_corrections",
    text_column("id"),
    text_column("product_id"),
    text_column("code"),
    text_column("replaced", nullable=True),
    text_column("source"),
    text_column("told_by"),
    text_column("created_at"),
    more=(CheckConstraint("source IN ('product_changed', 'broker_page')", name="source"),),
)
Index(
    "ix_code_corrections_product",
    code_corrections.c.account_id,
    code_corrections.c.mode,
    code_corrections.c.product_id,
)

for _name, (_table, _columns) in LIST_INDEXES.items():
    _of = metadata.tables[_table].c
    Index(_name, _of.account_id, _of.mode, *(_of[each] for each in _columns.split()))
