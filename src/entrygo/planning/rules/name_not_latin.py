"""PTY-013: a party's name or address in letters other than Latin ones."""

from collections.abc import Iterator

from entrygo.contract.facts import Party
from entrygo.contract.findings import Severity
from entrygo.contract.letters import is_latin
from entrygo.planning.rule import Case, Hit, Rule, Scope

_FIELDS = (("name", "name"), ("address1", "address1"), ("address2", "address2"), ("city", "city"))


def _check(case: Case) -> Iterator[Hit]:
    for path, party in _parties(case):
        for name, api in _FIELDS:
            text = getattr(party, name)
            if text and not is_latin(text):
                yield Hit(
                    field=f"{path}.{api}",
                    message=f"{text!r} is not written in Latin letters.",
                )


def _parties(case: Case) -> Iterator[tuple[str, Party]]:
    account = case.account
    named = Party(name=account.name)
    importer = Party(name=account.importer.name)
    yield "account", named
    yield "account.address", account.address
    yield "account.importerOfRecord", importer
    if account.importer.address:
        yield "account.importerOfRecord.address", account.importer.address
    for path, consignee in (
        ("account", account.ultimate_consignee),
        ("shipment", case.shipment.ultimate_consignee),
    ):
        if consignee:
            yield f"{path}.ultimateConsignee", consignee.party
    for order in case.orders:
        if order.ship_to:
            yield f"orders[{order.id}].shipTo", order.ship_to
        if order.buyer and order.buyer != order.ship_to:
            yield f"orders[{order.id}].buyer", order.buyer
    for product_id, product in sorted(case.products.items()):
        if product.manufacturer:
            yield f"products[{product_id}].manufacturer", product.manufacturer


RULE = Rule(
    id="PTY-013",
    code="NAME_NOT_LATIN",
    severity=Severity.WARNING,
    scope=Scope.PLAN,
    title="Name or address not in Latin letters",
    fix="Write it in Latin letters, as the carrier's manifest and the entry need it.",
    legal_source="19 CFR 141.86(d); ACE accepts Latin letters alone",
    explanation="Fires for each field of a party's name or address that holds letters of another alphabet. Customs "
    "systems take Latin letters alone, with or without accents. The papers print the text as it was stated.",
    check=_check,
    deduction=5,
)
