"""PTY-012: the importer of record has no address."""

from collections.abc import Iterator

from entrygo.contract.facts import Party
from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case) -> Iterator[Hit]:
    importer = case.account.importer
    address = importer.address or Party()
    if not is_stated(importer.name):
        return  # PTY-001 asks for the importer itself
    if not all(map(is_stated, (address.address1, address.city, address.country))):
        yield Hit(
            field="account.importerOfRecord.address",
            message=f"Importer of record {importer.name} has no address; the papers say so.",
            missing=True,
        )


RULE = Rule(
    id="PTY-012",
    code="IMPORTER_ADDRESS_MISSING",
    severity=Severity.WARNING,
    scope=Scope.PLAN,
    title="Importer of record without an address",
    fix="Complete account.importerOfRecord.address: address1, city, region, postalCode, country.",
    legal_source="CBP Form 7501, block 26; 19 CFR 24.5; 19 USC 1484",
    explanation="Fires when the importer of record has no street, city or country. An entry names the importer with "
    "its address, and a broker cannot take it from the seller's: they may be two firms.",
    check=_check,
    deduction=5,
)
