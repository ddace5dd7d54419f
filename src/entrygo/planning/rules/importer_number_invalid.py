"""PTY-002: an importer number in none of the three forms."""

import re
from collections.abc import Iterator

from entrygo.contract.findings import Severity
from entrygo.planning.product_facts import is_stated
from entrygo.planning.rule import Case, Hit, Rule, Scope

_FORMS = re.compile(
    r"[0-9]{2}-[0-9]{7}[A-Za-z0-9]{2}"  # EIN and suffix
    r"|[0-9]{3}-[0-9]{2}-[0-9]{4}"  # social security number
    r"|[0-9]{6}-[0-9]{5}"  # assigned by CBP: year, district, port, serial
)
_ADVICE = (
    (re.compile(r"[0-9]{2}-?[0-9]{7}"), "An EIN is followed by a two-character suffix; 00 is the usual one."),
    (re.compile(r"[0-9]{2}-?[0-9]{7}[A-Za-z0-9]{2}"), "Write the EIN with its hyphen: NN-NNNNNNNXX."),
    (
        re.compile(r"[0-9]{9} ?R[MTCP] ?[0-9]{4}", re.IGNORECASE),
        "This is a Canadian business number. A Canadian importer needs an EIN or a number assigned by CBP "
        "on Form 5106.",
    ),
)


def _check(case: Case) -> Iterator[Hit]:
    number = case.account.importer.number
    if not is_stated(number) or number is None or _FORMS.fullmatch(number.strip()):
        return
    advice = next((text for form, text in _ADVICE if form.fullmatch(number.strip())), None)
    yield Hit(
        field="account.importerOfRecord.number",
        message=f"Importer number {number!r} is not of the form NN-NNNNNNNXX, NNN-NN-NNNN or YYDDPP-NNNNN.",
        fix=advice,
    )


RULE = Rule(
    id="PTY-002",
    code="IMPORTER_NUMBER_INVALID",
    severity=Severity.ERROR,
    scope=Scope.PLAN,
    title="Importer number malformed",
    fix="Write it as NN-NNNNNNNXX (EIN and two-character suffix), NNN-NN-NNNN (social security number) or "
    "YYDDPP-NNNNN (assigned by CBP).",
    legal_source="CBP Form 7501, block 23; 19 CFR 24.5",
    explanation="Fires when the importer number has none of the three forms the entry summary takes. The two "
    "characters after an EIN may be any letters or digits. The number itself is not looked up anywhere.",
    check=_check,
    deduction=25,
)
