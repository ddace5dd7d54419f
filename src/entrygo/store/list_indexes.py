"""The indexes that lists, boards and counts are read from: account and mode, the filter, then the order.

A list is asked for in a time that does not grow with its table: each order and each filter of it is the prefix of one.
"""

from collections.abc import Mapping

LIST_INDEXES: Mapping[str, tuple[str, str]] = {
    "ix_api_keys_mode": ("api_keys", "created_at id"),
    "ix_brokers_changed": ("brokers", "updated_at"),
    "ix_brokers_page": ("brokers", "created_at id"),
    "ix_captured_mails_page": ("captured_mails", "created_at id"),
    "ix_dispositions_page": ("dispositions", "created_at id"),
    "ix_events_type": ("events", "type seq"),
    "ix_exports_broker": ("exports", "broker_id state readiness created_at id"),
    "ix_exports_changed": ("exports", "updated_at"),
    "ix_exports_executed": ("exports", "executed_at savings_usd_cents"),
    "ix_exports_page": ("exports", "created_at id"),
    "ix_exports_route": ("exports", "broker_id warehouse_id state readiness created_at id"),
    "ix_exports_standing": ("exports", "state readiness created_at id"),
    "ix_exports_value": ("exports", "state readiness value_rank id"),
    "ix_exports_warehouse": ("exports", "warehouse_id state readiness created_at id"),
    "ix_mails_export": ("mails", "export_id audience created_at id"),
    "ix_mails_page": ("mails", "audience created_at id"),
    "ix_mails_state": ("mails", "audience state created_at id"),
    "ix_notifications_page": ("notifications", "created_at id"),
    "ix_orders_changed": ("orders", "updated_at"),
    "ix_orders_claimed": ("orders", "is_claimed created_at id"),
    "ix_orders_page": ("orders", "created_at id"),
    "ix_product_changes_page": ("product_changes", "created_at id"),
    "ix_products_changed": ("products", "updated_at"),
    "ix_products_page": ("products", "created_at id"),
    "ix_warehouses_changed": ("warehouses", "updated_at"),
    "ix_warehouses_page": ("warehouses", "created_at id"),
    "ix_webhook_deliveries_page": ("webhook_deliveries", "webhook_id created_at id"),
    "ix_webhook_deliveries_state": ("webhook_deliveries", "webhook_id state created_at id"),
    "ix_webhooks_page": ("webhooks", "created_at id"),
}
"""By name: the table, and the columns after account and mode."""
