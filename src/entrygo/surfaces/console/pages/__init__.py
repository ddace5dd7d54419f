"""What pages there are, one module each; a module has its ``PAGES`` and its ``ACTS``."""

from types import ModuleType

from entrygo.surfaces.console.pages import (
    accounts,
    after,
    agencies,
    audit,
    board,
    codes,
    developers,
    document,
    export,
    fix,
    go,
    imports,
    me,
    members,
    new_export,
    orders,
    outbox,
    partners,
    product,
    products,
    requests,
    rules,
    send,
    today,
    webhooks,
)
from entrygo.surfaces.console.routes import Act, Page

MODULES: tuple[ModuleType, ...] = (
    me,
    members,
    accounts,
    today,
    board,
    new_export,  # before an export: its address would be taken for one
    export,
    after,
    send,
    document,
    go,
    fix,
    imports,  # before a product and an order
    codes,
    products,
    product,
    agencies,
    orders,
    outbox,
    partners,
    rules,
    audit,
    developers,
    requests,
    webhooks,
)
PAGES: tuple[Page, ...] = tuple(page for module in MODULES for page in getattr(module, "PAGES", ()))
ACTS: tuple[Act, ...] = tuple(act for module in MODULES for act in getattr(module, "ACTS", ()))
