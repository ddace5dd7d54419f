"""Each operation: its method, its path, and what of its arguments goes where. Generated: `make golden` writes it anew from the API description."""

from collections.abc import Mapping

from .wire import Call

CALLS: Mapping[str, Call] = {
    "account.get": Call("account.get", "GET", "/api/account"),
    "account.patch": Call("account.patch", "PATCH", "/api/account", has_body=True, takes_key=True),
    "brokers.create": Call(
        "brokers.create", "POST", "/api/brokers", has_body=True, needs_account=True, takes_key=True
    ),
    "brokers.get": Call("brokers.get", "GET", "/api/brokers/{id}"),
    "brokers.list": Call("brokers.list", "GET", "/api/brokers", query=("limit", "cursor", "updatedSince")),
    "brokers.patch": Call("brokers.patch", "PATCH", "/api/brokers/{id}", has_body=True, takes_key=True),
    "brokers.send_test_mail": Call(
        "brokers.send_test_mail", "POST", "/api/brokers/{id}/test-mails", has_body=True, takes_key=True
    ),
    "brokers.test_mails": Call("brokers.test_mails", "GET", "/api/brokers/{id}/test-mails"),
    "captured_mails.get": Call("captured_mails.get", "GET", "/api/captured-mails/{id}"),
    "captured_mails.list": Call(
        "captured_mails.list", "GET", "/api/captured-mails", query=("limit", "cursor")
    ),
    "customs.estimate": Call(
        "customs.estimate", "POST", "/api/customs/estimate", has_body=True, needs_account=True
    ),
    "customs.optimize": Call(
        "customs.optimize", "POST", "/api/customs/optimize", has_body=True, takes_key=True
    ),
    "customs.optimizer_run": Call("customs.optimizer_run", "GET", "/api/customs/optimize/{id}"),
    "dispositions.create": Call(
        "dispositions.create",
        "POST",
        "/api/screening/dispositions",
        has_body=True,
        needs_account=True,
        takes_key=True,
    ),
    "dispositions.list": Call(
        "dispositions.list", "GET", "/api/screening/dispositions", query=("limit", "cursor")
    ),
    "events.list": Call(
        "events.list",
        "GET",
        "/api/events",
        query=("limit", "cursor", "type", "order", "exportId", "actorId", "from", "to"),
    ),
    "events.verify": Call("events.verify", "GET", "/api/events/verify"),
    "exports.approve": Call(
        "exports.approve", "POST", "/api/exports/{id}/approve", has_body=True, takes_key=True
    ),
    "exports.board": Call(
        "exports.board",
        "GET",
        "/api/exports/board",
        query=(
            "limit",
            "cursor",
            "sort",
            "state",
            "readiness",
            "warehouseId",
            "brokerId",
            "createdFrom",
            "createdBefore",
            "valueFrom",
            "valueTo",
        ),
    ),
    "exports.cancel": Call(
        "exports.cancel",
        "POST",
        "/api/exports/{id}/cancel",
        has_body=True,
        needs_account=True,
        takes_key=True,
    ),
    "exports.correct": Call(
        "exports.correct",
        "POST",
        "/api/exports/{id}/corrections",
        has_body=True,
        needs_account=True,
        takes_key=True,
    ),
    "exports.counts": Call("exports.counts", "GET", "/api/exports/counts", query=("month",)),
    "exports.diff": Call("exports.diff", "GET", "/api/exports/{id}/diff", query=("from", "to")),
    "exports.draft": Call("exports.draft", "GET", "/api/exports/{id}/drafts/{filename}"),
    "exports.execute": Call(
        "exports.execute", "POST", "/api/exports/execute", has_body=True, needs_account=True, takes_key=True
    ),
    "exports.inspect": Call("exports.inspect", "GET", "/api/exports/{id}"),
    "exports.list": Call(
        "exports.list",
        "GET",
        "/api/exports",
        query=("limit", "cursor", "updatedSince", "state", "readiness", "warehouseId", "brokerId"),
    ),
    "exports.plan": Call(
        "exports.plan", "POST", "/api/exports/plan", has_body=True, needs_account=True, takes_key=True
    ),
    "exports.plan_open": Call(
        "exports.plan_open",
        "POST",
        "/api/exports/plan-open",
        has_body=True,
        needs_account=True,
        takes_key=True,
    ),
    "exports.preview_correction": Call("exports.preview_correction", "GET", "/api/exports/{id}/corrections"),
    "exports.resubmit": Call(
        "exports.resubmit",
        "POST",
        "/api/exports/{id}/resubmit",
        has_body=True,
        needs_account=True,
        takes_key=True,
    ),
    "exports.snapshot": Call("exports.snapshot", "GET", "/api/exports/{id}/snapshot"),
    "exports.split_off": Call(
        "exports.split_off",
        "POST",
        "/api/exports/{id}/split-off",
        has_body=True,
        needs_account=True,
        takes_key=True,
    ),
    "exports.withdraw": Call(
        "exports.withdraw",
        "POST",
        "/api/exports/{id}/withdraw",
        has_body=True,
        needs_account=True,
        takes_key=True,
    ),
    "invitations.create": Call(
        "invitations.create", "POST", "/api/invitations", has_body=True, takes_key=True
    ),
    "invitations.list": Call("invitations.list", "GET", "/api/invitations", query=("limit", "cursor")),
    "invitations.revoke": Call(
        "invitations.revoke", "POST", "/api/invitations/{id}/revoke", has_body=True, takes_key=True
    ),
    "keys.create": Call("keys.create", "POST", "/api/keys", has_body=True, takes_key=True),
    "keys.list": Call("keys.list", "GET", "/api/keys", query=("limit", "cursor")),
    "keys.patch": Call("keys.patch", "PATCH", "/api/keys/{id}", has_body=True, takes_key=True),
    "keys.revoke": Call("keys.revoke", "POST", "/api/keys/{id}/revoke", has_body=True, takes_key=True),
    "keys.rotate": Call("keys.rotate", "POST", "/api/keys/{id}/rotate", has_body=True, takes_key=True),
    "mail.inbound": Call("mail.inbound", "POST", "/api/mail/inbound", has_body=True, takes_key=True),
    "notifications.list": Call("notifications.list", "GET", "/api/notifications", query=("limit", "cursor")),
    "orders.get": Call("orders.get", "GET", "/api/orders/{id}"),
    "orders.import": Call("orders.import", "POST", "/api/orders/import", has_body=True, takes_key=True),
    "orders.list": Call(
        "orders.list", "GET", "/api/orders", query=("limit", "cursor", "updatedSince", "q", "state")
    ),
    "orders.patch": Call("orders.patch", "PATCH", "/api/orders/{id}", has_body=True, takes_key=True),
    "orders.sync": Call(
        "orders.sync", "POST", "/api/orders/sync", has_body=True, needs_account=True, takes_key=True
    ),
    "packages.artifact": Call("packages.artifact", "GET", "/api/customs-packages/{id}/artifacts/{filename}"),
    "packages.get": Call("packages.get", "GET", "/api/customs-packages/{id}"),
    "packages.zip": Call("packages.zip", "GET", "/api/customs-packages/{id}/package.zip"),
    "people.end_sessions": Call(
        "people.end_sessions", "POST", "/api/people/{id}/end-sessions", has_body=True, takes_key=True
    ),
    "people.list": Call("people.list", "GET", "/api/people", query=("limit", "cursor")),
    "people.patch": Call("people.patch", "PATCH", "/api/people/{id}", has_body=True, takes_key=True),
    "people.remove": Call("people.remove", "POST", "/api/people/{id}/remove", has_body=True, takes_key=True),
    "product_changes.create": Call(
        "product_changes.create",
        "POST",
        "/api/product-changes",
        has_body=True,
        needs_account=True,
        takes_key=True,
    ),
    "product_changes.get": Call("product_changes.get", "GET", "/api/product-changes/{id}"),
    "product_changes.list": Call(
        "product_changes.list", "GET", "/api/product-changes", query=("limit", "cursor")
    ),
    "product_changes.undo": Call(
        "product_changes.undo",
        "POST",
        "/api/product-changes/{id}/undo",
        has_body=True,
        needs_account=True,
        takes_key=True,
    ),
    "products.get": Call("products.get", "GET", "/api/products/{id}"),
    "products.history": Call(
        "products.history", "GET", "/api/products/{id}/history", query=("limit", "cursor")
    ),
    "products.import": Call("products.import", "POST", "/api/products/import", has_body=True, takes_key=True),
    "products.list": Call(
        "products.list",
        "GET",
        "/api/products",
        query=("limit", "cursor", "updatedSince", "q", "missing", "readiness", "finding", "check"),
    ),
    "products.patch": Call("products.patch", "PATCH", "/api/products/{id}", has_body=True, takes_key=True),
    "products.suggest": Call(
        "products.suggest", "POST", "/api/products/suggest", has_body=True, needs_account=True, takes_key=True
    ),
    "products.sync": Call(
        "products.sync", "POST", "/api/products/sync", has_body=True, needs_account=True, takes_key=True
    ),
    "products.uses": Call("products.uses", "GET", "/api/products/{id}/uses"),
    "requests.list": Call(
        "requests.list", "GET", "/api/requests", query=("limit", "cursor", "keyId", "failed")
    ),
    "restore.decide": Call(
        "restore.decide", "POST", "/api/restore/decide", has_body=True, needs_account=True, takes_key=True
    ),
    "restore.get": Call("restore.get", "GET", "/api/restore"),
    "search": Call("search", "GET", "/api/search", query=("q", "limit")),
    "submissions.decide": Call(
        "submissions.decide",
        "POST",
        "/api/submissions/{id}/decide",
        has_body=True,
        needs_account=True,
        takes_key=True,
    ),
    "submissions.end_links": Call(
        "submissions.end_links",
        "POST",
        "/api/submissions/{id}/end-links",
        has_body=True,
        needs_account=True,
        takes_key=True,
    ),
    "submissions.get": Call("submissions.get", "GET", "/api/submissions/{id}"),
    "submissions.list": Call(
        "submissions.list", "GET", "/api/submissions", query=("limit", "cursor", "status", "exportId")
    ),
    "submissions.message": Call("submissions.message", "GET", "/api/submissions/{id}/message"),
    "system.health": Call("system.health", "GET", "/api/system/health"),
    "tariff.conditions": Call("tariff.conditions", "GET", "/api/tariff/conditions"),
    "tariff.rules": Call("tariff.rules", "GET", "/api/tariff/rules"),
    "tariff.status": Call("tariff.status", "GET", "/api/tariff/status", query=("on",)),
    "triage.get": Call("triage.get", "GET", "/api/triage", query=("severity",)),
    "warehouses.create": Call(
        "warehouses.create", "POST", "/api/warehouses", has_body=True, needs_account=True, takes_key=True
    ),
    "warehouses.get": Call("warehouses.get", "GET", "/api/warehouses/{id}"),
    "warehouses.list": Call(
        "warehouses.list", "GET", "/api/warehouses", query=("limit", "cursor", "updatedSince")
    ),
    "warehouses.patch": Call(
        "warehouses.patch", "PATCH", "/api/warehouses/{id}", has_body=True, takes_key=True
    ),
    "webhooks.create": Call(
        "webhooks.create", "POST", "/api/webhooks", has_body=True, needs_account=True, takes_key=True
    ),
    "webhooks.delete": Call("webhooks.delete", "DELETE", "/api/webhooks/{id}", takes_key=True),
    "webhooks.deliveries": Call(
        "webhooks.deliveries", "GET", "/api/webhooks/{id}/deliveries", query=("limit", "cursor", "state")
    ),
    "webhooks.get": Call("webhooks.get", "GET", "/api/webhooks/{id}"),
    "webhooks.list": Call("webhooks.list", "GET", "/api/webhooks", query=("limit", "cursor")),
    "webhooks.patch": Call("webhooks.patch", "PATCH", "/api/webhooks/{id}", has_body=True, takes_key=True),
    "webhooks.redeliver": Call(
        "webhooks.redeliver",
        "POST",
        "/api/webhooks/{id}/deliveries/{deliveryId}/replay",
        has_body=True,
        takes_key=True,
    ),
    "webhooks.replay": Call(
        "webhooks.replay", "POST", "/api/webhooks/{id}/replay", has_body=True, takes_key=True
    ),
    "webhooks.rotate": Call(
        "webhooks.rotate", "POST", "/api/webhooks/{id}/rotate", has_body=True, takes_key=True
    ),
    "webhooks.test": Call("webhooks.test", "POST", "/api/webhooks/{id}/test", has_body=True, takes_key=True),
}
