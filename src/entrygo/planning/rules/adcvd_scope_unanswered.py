"""TRF-014: goods that an antidumping or countervailing duty order may reach."""

from collections.abc import Iterator

from entrygo.contract.facts import Product
from entrygo.contract.findings import Severity
from entrygo.contract.tariff import DutyCase, ScheduleLine
from entrygo.planning.adcvd import ScopeAnswer, scope_answer
from entrygo.planning.notices import hits_of, remarks_of
from entrygo.planning.product_facts import is_stated, schedule_line
from entrygo.planning.rule import Case, Hit, Rule, Scope
from entrygo.tariff.adcvd import cases_of, country_of_case, is_flag_named
from entrygo.tariff.duty import NoticeKind

MOST_NAMED = 6


def _check(case: Case, product: Product) -> Iterator[Hit]:
    line, answer = schedule_line(case, product), scope_answer(product.adcvd)
    if answer.in_scope and answer.fault is None:
        yield from _deposits(product, answer)
        yield from _of_others(product, answer)
        if line is not None:
            yield from _beside(case, product, line, answer)
    elif line is not None and answer.fault and not (line.antidumping or line.countervailing):
        held = cases_of(line.code, product.country_of_origin or "", case.tariff.duty_orders)
        if unflagged := tuple(each for each in held if each.is_unflagged):
            yield _unflagged(product, answer, unflagged)
        elif is_stated(product.adcvd) and answer.in_scope is not False:
            yield _unread(product, answer)
    elif line is not None and answer.fault:
        orders = case.tariff.duty_orders
        held = cases_of(line.code, product.country_of_origin or "", orders)
        is_other = is_stated(product.adcvd) and answer.in_scope is not False
        if held or is_other or not is_flag_named(line.code, case.tariff):
            yield _asked(product, line, answer, held)
        else:
            yield from hits_of(remarks_of(case, product, NoticeKind.DUTY_CASE), field="product.adcvd")


def _deposits(product: Product, answer: ScopeAnswer) -> Iterator[Hit]:
    """Cases without a deposit rate: their duty is not known."""
    without = [each for each in answer.cases if each not in answer.deposits]
    if without:
        yield Hit(
            field="product.adcvd.depositRates",
            message=f"Product {product.label} is in the scope of {', '.join(without)}, and the cash deposit rate of "
            "its producer is not stated: the duty of its line is not known.",
            fix=f'State it in percent: {{"inScope": true, "cases": ["{without[0]}"], "depositRates": '
            f'{{"{without[0]}": 12.5}}}}; the broker has the rate of the producer.',
            severity=Severity.WARNING,
            code="ADCVD_NOT_COMPUTED",
            missing=True,
        )


def _of_others(product: Product, answer: ScopeAnswer) -> Iterator[Hit]:
    """Cases stated that are by their number orders on goods of another country."""
    origin = product.country_of_origin
    for stated in answer.cases:
        country = country_of_case(stated)
        if country is not None and origin and country != origin:
            yield Hit(
                field="product.adcvd",
                message=f"{stated}, which product {product.label} states, is an order on goods of {country}, and these "
                f"are of {origin}: they are in its scope only where a finding of circumvention says so.",
                fix="Correct the case or the origin, or have the broker confirm it.",
                severity=Severity.WARNING,
                code="ADCVD_CASE_OF_OTHER_COUNTRY",
            )


def _beside(case: Case, product: Product, line: ScheduleLine, answer: ScopeAnswer) -> Iterator[Hit]:
    """Cases of the other law, of this origin and code, of which nothing is said: their deposit may be owed too."""
    held = cases_of(line.code, product.country_of_origin or "", case.tariff.duty_orders)
    stated = {each[0] for each in answer.cases}
    named = {each.product for each in held if each.case in answer.cases}
    beside = [
        each
        for each in held
        if each.case[0] not in stated and each.product in named and each.case not in answer.not_in_scope
    ]
    if beside:
        yield Hit(
            field="product.adcvd.cases",
            message=f"Product {product.label} states {', '.join(answer.cases)}; {', '.join(map(_told, beside))} of the "
            "same goods and origin is not answered, and its deposit is not in the figures.",
            fix="State the case too, or name it in adcvd.notInScope.",
            severity=Severity.WARNING,
            code="ADCVD_CASE_UNANSWERED",
            details={"cases": tuple(each.case for each in beside)},
        )


def _asked(product: Product, line: ScheduleLine, answer: ScopeAnswer, held: tuple[DutyCase, ...]) -> Hit:
    kinds = (("antidumping", line.antidumping), ("countervailing", line.countervailing))
    which = " and ".join(name for name, is_flagged in kinds if is_flagged)
    return Hit(
        field="product.adcvd",
        message=f"The code of product {product.label} is flagged for {which} duty{_named(held)} and its adcvd is no "
        f"full answer: {answer.fault}. No deposit is in the figures.",
        severity=Severity.WARNING if answer.in_scope is False else None,
        missing=not is_stated(product.adcvd),
        details={"cases": tuple(each.case for each in held)} if held else None,
    )


def _unflagged(product: Product, answer: ScopeAnswer, held: tuple[DutyCase, ...]) -> Hit:
    """Cases none of whose codes the agency report flags: the notice alone names them."""
    return Hit(
        field="product.adcvd",
        message=f"The agency report flags no code of these cases, and the notices name the code of product "
        f"{product.label}{_named(held)} while its adcvd is no full answer: {answer.fault}.",
        severity=Severity.WARNING,
        missing=not is_stated(product.adcvd),
        details={"cases": tuple(each.case for each in held)},
    )


def _unread(product: Product, answer: ScopeAnswer) -> Hit:
    """A statement that says neither a case nor that there is none, of goods nobody asks about."""
    return Hit(
        field="product.adcvd",
        message=f"No case is known to name the code of product {product.label}, and what its adcvd says is not "
        f"understood: {answer.fault}.",
        severity=Severity.WARNING,
    )


def _named(held: tuple[DutyCase, ...]) -> str:
    """The cases of the origin that name the code, with what they are about."""
    if not held:
        return ""
    told = [_told(each) for each in held[:MOST_NAMED]]
    more = f" and {len(held) - MOST_NAMED} more" if len(held) > MOST_NAMED else ""
    return f", cases of its origin are {', '.join(told)}{more},"


def _told(each: DutyCase) -> str:
    return f"{each.case} ({_about(each)})"


def _about(each: DutyCase) -> str:
    doubt = "; order not seen yet" if each.is_recent else "; one source" if each.is_doubtful else ""
    return f"{each.product}{doubt}"


RULE = Rule(
    id="TRF-014",
    code="ADCVD_SCOPE_UNANSWERED",
    severity=Severity.ERROR,
    scope=Scope.PRODUCT,
    title="AD/CVD flag without a case or scope answer",
    fix='Give adcvd the case number (A-570-504), {"inScope": true, "cases": [...]}, or {"inScope": false, '
    '"reason": "..."}.',
    legal_source="19 CFR 351",
    explanation="Fires when the schedule flags a product's code for antidumping or countervailing duty "
    "and the product's adcvd says neither which case it falls under nor why it falls under none. The "
    "flag is by code alone; an order is of one country, and its scope is in words, so only the operator can "
    "answer: the cases of the origin that name the code are told. Where the flag is about orders of other countries "
    "only, that is information (ADCVD_NO_ORDER_HELD), with the month since which orders may be missing. Goods in scope "
    "go into an entry of type 03, never an informal one; their duty is the cash deposit at the stated rate of their "
    "producer, and is not known without one (a warning). A case none of whose codes is flagged is asked by the notice "
    "alone, as a warning. Out of scope without a reason is a warning, and so are a stated case that is of another "
    "country, and a case of the other law on the same goods of which nothing is said (adcvd.notInScope names one that "
    "does not reach them).",
    check=_check,
    deduction=25,
)
