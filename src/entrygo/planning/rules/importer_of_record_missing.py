"""PTY-001: no importer of record, or one without a number."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case) -> Iterator[Hit]:
    importer = case.account.importer
    if not is_stated(importer.name):
        yield Hit(
            field="account.importerOfRecord.name",
            message=f"Account {case.account.name} names no importer of record.",
            missing=True,
        )
    if not is_stated(importer.number):
        yield Hit(
            field="account.importerOfRecord.number",
            message=f"Importer of record {importer.name or '(unnamed)'} has no importer number.",
            missing=True,
        )


RULE = Rule(
    id="PTY-001",
    code="IMPORTER_OF_RECORD_MISSING",
    severity=Severity.ERROR,
    scope=Scope.PLAN,
    title="Importer of record missing",
    fix="Set account.importerOfRecord.name and .number: an EIN with its suffix, a social security number, or "
    "the number CBP assigned on Form 5106. A Canadian firm may import under any of these.",
    legal_source="19 USC 1484; 19 CFR 24.5",
    explanation="Fires when the account has no importer of record, or the importer has no number. Every entry "
    "names one importer, who answers for the duties and for what is declared; a broker cannot file without its "
    "number.",
    check=_check,
    deduction=25,
)
