"""Proposals beside products: whether one still stands, what became of it, and how a product shows it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from entrygo.contract.answers.catalogue import ProposalAnswer, ProposedCode
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject, canonical_bytes, plain, sha256_hex
from entrygo.contract.facts import Product
from entrygo.contract.hts import digits_of
from entrygo.operations.corrections import is_full
from entrygo.store.optimizer import ProposalRow
from entrygo.store.unit_of_work import UnitOfWork


def words_hash(product: Product) -> str:
    """The hash of the facts a proposal rests on, the product's own code aside."""
    words = (product.title, product.description, product.category, product.country_of_origin)
    materials = [[each.name, each.percent] for each in product.materials]
    return sha256_hex(canonical_bytes(plain([*words, product.unit_value_usd, materials])))


def stands(proposal: ProposalRow, product: Product) -> bool:
    """Whether the product still says what the proposal was made from."""
    return proposal.words_hash == words_hash(product)


def standing(uow: UnitOfWork, products: Iterable[Product]) -> Mapping[str, ProposalRow]:
    """Of these products the proposals made from what they say now."""
    by_id = {product.id: product for product in products}
    found = uow.proposals.of(by_id)
    return {each: row for each, row in found.items() if stands(row, by_id[each])}


def proposal_view(product: Product, row: ProposalRow | None) -> JsonObject | None:
    """A proposal as the product shows it; none where there is none or the product has changed since."""
    if row is None or not stands(row, product):
        return None
    kept = row.proposal
    return shown(
        ProposalAnswer,
        row,
        status=_status(product, row),
        hs_code=kept["hsCode"],
        confidence=Decimal(kept["confidence"]),
        confidence_ten_digits=Decimal(kept["confidenceTenDigits"]),
        level=kept["level"],
        action=kept["action"],
        summary=kept["summary"],
        candidates=[_candidate(each) for each in kept["candidates"]],
        questions=kept["questions"],
        flags=kept["flags"],
    )


def candidates_of(row: ProposalRow) -> list[JsonObject]:
    """The codes a proposal names, best first, each with its words."""
    return [
        {"hsCode": each["hsCode"], "description": each["description"]} for each in row.proposal["candidates"]
    ]


def _status(product: Product, row: ProposalRow) -> str:
    code = product.hs_code or ""
    if not is_full(code) or code == row.proposal.get("mends"):
        return "open"
    named = {digits_of(each["hsCode"]) for each in row.proposal["candidates"]}
    return "accepted" if code in named else "declined"


def _candidate(kept: JsonObject) -> JsonObject:
    duty = kept["dutyUsd"]
    return shown(
        ProposedCode,
        None,
        hs_code=kept["hsCode"],
        description=kept["description"],
        support=Decimal(kept["support"]),
        reasons=kept["reasons"],
        against=kept.get("against", []),
        duty_usd=None if duty is None else Decimal(duty),
    )


CODE_FINDINGS = frozenset({"HTS_CODE_MISSING", "HTS_CODE_INCOMPLETE", "HTS_CODE_UNKNOWN", "HTS_CODE_RETIRED"})
"""Findings of a product's code, beside which the codes proposed for it are named."""


def named_beside(uow: UnitOfWork, body: JsonObject) -> JsonObject:
    """A plan's answer with the codes proposed for its products named beside its findings about codes.

    The plan and its hash know nothing of proposals: they are read when the plan is shown.
    """
    asked = {each["product_id"] for each in body["validationMessages"] if each["code"] in CODE_FINDINGS}
    proposals = open_proposals(uow, asked - {None})
    if not proposals:
        return body
    messages = [_named(each, proposals.get(each["product_id"])) for each in body["validationMessages"]]
    validation = body.get("validation")
    more = {} if validation is None else {"validation": validation | {"validationMessages": messages}}
    return body | {"validationMessages": messages} | more


def open_proposals(uow: UnitOfWork, product_ids: Iterable[str]) -> Mapping[str, ProposalRow]:
    """The proposals that stand and are open, of these products."""
    ids = sorted(product_ids)
    if not ids:
        return {}
    products = {each: row.product for each, row in uow.products.many(ids).items()}
    found = standing(uow, products.values())
    return {
        each: row
        for each, row in found.items()
        if row.proposal["candidates"] and _status(products[each], row) == "open"
    }


def counted(row: ProposalRow) -> str:
    """How many candidates a proposal names, and which."""
    codes = [each["hsCode"] for each in row.proposal["candidates"]]
    number = {1: "One candidate", 2: "Two candidates", 3: "Three candidates"}[len(codes)]
    return f"{number}: {', '.join(codes)}."


def _named(message: JsonObject, row: ProposalRow | None) -> JsonObject:
    if row is None or message["code"] not in CODE_FINDINGS:
        return message
    details = (message.get("details") or {}) | {"proposedCodes": candidates_of(row)}
    return message | {"fix": f"{message['fix']} {counted(row)}", "details": details}
