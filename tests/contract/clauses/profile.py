"""The account, its warehouses and its brokers."""

from tests.contract.requirements import Requirement

CLAUSES = (
    Requirement(
        "account:profile:get",
        "GET /api/account answers the key's own account without an accountId.",
        "D 3",
    ),
    Requirement(
        "account:profile:patch",
        "PATCH /api/account changes name, address, importer of record, responsible person and incoterm.",
        "D 3",
    ),
    Requirement(
        "account:profile:canadian-importer",
        "A Canadian importer of record is normal and raises nothing by itself.",
        "D 10",
    ),
    Requirement("account:cli:first", "The first account and key are made on the command line.", "D 3"),
    Requirement("warehouses:create:answer", "POST /api/warehouses answers the warehouse with its id.", "D 3"),
    Requirement("warehouses:one:get", "A warehouse is read by id and in a list.", "D 3"),
    Requirement("warehouses:one:patch", "PATCH changes a warehouse's given fields.", "D 3"),
    Requirement(
        "warehouses:port:form",
        "portOfEntry is a Schedule D code and mode is truck, ocean or air.",
        "D 3",
    ),
    Requirement("warehouses:address:partial", "Inside an address every field is optional to sync.", "D 10"),
    Requirement("brokers:create:answer", "POST /api/brokers answers the broker with its id.", "D 3"),
    Requirement("brokers:one:get", "A broker is read by id and in a list.", "D 3"),
    Requirement("brokers:one:patch", "PATCH changes a broker's given fields.", "D 3"),
    Requirement(
        "brokers:fields:kept",
        "A broker's power of attorney, fee schedule and onUncertain are read back as given.",
        "D 3",
    ),
    Requirement("profile:answers:bare", "Single reads and writes answer the bare object.", "D 10"),
)
