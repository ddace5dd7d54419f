"""PTY-007: nobody at the exporter is named as responsible."""

from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope


def _check(case: Case) -> Iterator[Hit]:
    person = case.account.responsible_person
    if not is_stated(person.name):
        yield Hit(
            field="account.responsiblePerson.name",
            message=f"Account {case.account.name} names no employee who knows the transaction.",
            missing=True,
        )
    elif not is_stated(person.email) and not is_stated(person.phone):
        yield Hit(
            field="account.responsiblePerson.email",
            message=f"{person.name}, who answers for the invoice, has neither e-mail nor phone on file.",
            fix="Set account.responsiblePerson.email or .phone, so that the broker can reach them at the border.",
            severity=Severity.INFO,
            missing=True,
        )


RULE = Rule(
    id="PTY-007",
    code="RESPONSIBLE_PERSON_MISSING",
    severity=Severity.WARNING,
    scope=Scope.PLAN,
    title="Responsible employee missing",
    fix="Set account.responsiblePerson: name, title and a way to reach them.",
    legal_source="19 CFR 141.86(j)",
    explanation="Fires when the account names no responsible person. The invoice must name an employee of the "
    "exporter who knows the transaction or can readily learn of it. A person without e-mail and phone is only "
    "told.",
    check=_check,
    deduction=5,
)
