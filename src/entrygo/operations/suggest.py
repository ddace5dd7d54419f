"""Suggest: proposals of codes for products of the catalogue, some at a time, kept beside them and shown on them.

A proposal stands while the words it was made from and the classifier's edition are the same; it changes no product.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from entrygo.classify.case import Case
from entrygo.classify.edition import Edition
from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.catalogue import ProductsSuggested, ProductSuggested
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject
from entrygo.contract.countries import read_country
from entrygo.contract.facts import Product
from entrygo.contract.problems import Problem
from entrygo.contract.requests.optimizer import SuggestFilter, SuggestRequest
from entrygo.contract.times import iso
from entrygo.operations.answer import Answer
from entrygo.operations.code_advice import Goods
from entrygo.operations.corrections import is_full
from entrygo.operations.idempotency import Attempt, once, recorded, replay
from entrygo.operations.optimize import edition_in_force, make_run, record_run, run_row, today
from entrygo.operations.parties import conditions_of
from entrygo.operations.policy import require_account
from entrygo.operations.proposals import proposal_view, stands, words_hash
from entrygo.operations.queries import Position, read_cursor, write_cursor
from entrygo.ports.tariff_book import TariffBook
from entrygo.store.catalogue import ProductRow
from entrygo.store.optimizer import ProposalRow
from entrygo.store.tenant_rows import Page
from entrygo.store.unit_of_work import UnitOfWork
from entrygo.tariff.codes import is_valid

LOOKED_AT = 500
"""Products looked at in a call at most, ranked or not."""

SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What a call found to do: products to rank, those whose proposal still stands, and where it stopped."""

    todo: tuple[tuple[ProductRow, str | None], ...]
    """Each with its complete code, where no entry of the day may carry it."""

    standing: int
    last: Position | None
    has_more: bool
    done: int
    total: int


def suggest(context: Context, actor: Actor, request: SuggestRequest, tried: Attempt) -> Answer:
    """Rank the next products and keep the proposals. Going on where it stopped is what the cursor is for."""
    require_account(actor, request.account_id)
    if (record := recorded(context, actor, tried)) is not None:
        return replay(record)
    edition = edition_in_force(context)
    with context.store.read(actor.tenant) as uow:
        step = _step(context, uow, request, edition)
        memory = context.memories.of(uow, edition)
        conditions = conditions_of(context, uow, actor)
    made, dead = [], [code for _, code in step.todo]
    for row, _ in step.todo:
        goods = Goods(case=case_of(row.product), entry_date=today(context), conditions=conditions)
        made.append((row.product, make_run(context, goods, (edition, memory))))

    def work(uow: UnitOfWork) -> JsonObject:
        rows = [
            _proposal(uow, product, run, mends=code) for (product, run), code in zip(made, dead, strict=True)
        ]
        asked: list[JsonObject] = [asdict(case_of(product)) for product, _ in made]
        runs = [run_row(uow, run, of, product.id) for (product, run), of in zip(made, asked, strict=True)]
        uow.optimizer_runs.add(*runs)
        earlier = uow.proposals.of(row.product_id for row in rows)
        uow.proposals.put(rows)
        for row, kept in zip(rows, runs, strict=True):
            was = earlier.get(row.product_id)
            record_run(uow, kept, instead_of=None if was is None else was.run_id)
        products = [product for product, _ in made]
        return _view(step, products, rows)

    return once(context, actor, tried, work)


def case_of(product: Product) -> Case:
    """A product as the classifier reads it."""
    return Case(
        name=product.title,
        description=product.description or "",
        materials=tuple((each.name, each.percent) for each in product.materials),
        category=product.category or "",
        value=product.unit_value_usd,
        origin=read_country(product.country_of_origin or ""),
        existing_code=product.hs_code,
    )


def _step(context: Context, uow: UnitOfWork, request: SuggestRequest, edition: Edition) -> _Step:
    """The next products that want a proposal, newest first, among a bounded number looked at."""
    asked = request.filter or SuggestFilter()
    position = None if request.cursor is None else read_cursor(request.cursor)
    rows = _rows(uow, asked, position)
    proposals = uow.proposals.of(row.product.id for row in rows)
    todo: list[tuple[ProductRow, str | None]] = []
    standing = 0
    last = position
    is_cut = False
    day = today(context)
    for row in rows[:LOOKED_AT]:
        if len(todo) == request.limit:
            is_cut = True
            break
        last = (iso(row.created_at), row.product.id)
        dead = _dead_code(context.book, row.product, day)
        if not _is_meant(row.product, asked, dead):
            continue
        kept = proposals.get(row.product.id)
        if kept and not request.again and kept.classifier == edition.name and stands(kept, row.product):
            standing += 1
        else:
            todo.append((row, dead))
    is_list = asked.product_ids is not None
    total = len(rows) if is_list else uow.products.stamp()[0]
    has_more = is_cut or (len(rows) > LOOKED_AT and not is_list)
    done = total if not has_more else _passed(rows, last) if is_list else uow.products.before(last)
    return _Step(
        todo=tuple(todo),
        standing=standing,
        last=last if has_more else None,
        has_more=has_more,
        done=done,
        total=total,
    )


def _rows(uow: UnitOfWork, asked: SuggestFilter, position: Position | None) -> Sequence[ProductRow]:
    if asked.product_ids is None:
        return uow.products.page(Page(limit=LOOKED_AT + 1, after=position))
    found = uow.products.many(asked.product_ids)
    if unknown := [each for each in asked.product_ids if each not in found]:
        raise Problem(
            "INVALID_PRODUCT_REFERENCE", field="filter.productIds", details={"unknownProductIds": unknown}
        )
    ordered = sorted(found.values(), key=_position, reverse=True)
    return [row for row in ordered if position is None or _position(row) < position]


def _position(row: ProductRow) -> Position:
    return iso(row.created_at), row.product.id


def _passed(rows: Sequence[ProductRow], last: Position | None) -> int:
    return sum(last is not None and _position(row) >= last for row in rows)


def _is_meant(product: Product, asked: SuggestFilter, dead: str | None) -> bool:
    if asked.category is not None and product.category != asked.category:
        return False
    is_decided = is_full(product.hs_code or "") and dead is None
    return bool(asked.with_code) or not is_decided


def _dead_code(book: TariffBook, product: Product, day: date) -> str | None:
    """The product's complete code, where no entry of the day may carry it."""
    code = product.hs_code or ""
    return code if is_full(code) and not is_valid(book, code, day) else None


def _proposal(uow: UnitOfWork, product: Product, run: JsonObject, *, mends: str | None) -> ProposalRow:
    """What is kept of a run beside its product; ``mends`` is the dead code it is to take the place of."""
    candidates = [_brief(each) for each in run["candidate_classifications"][:SHOWN]]
    return ProposalRow(
        product_id=product.id,
        run_id=run["optimizer_run_id"],
        words_hash=words_hash(product),
        classifier=run["classifier_edition"],
        proposal={
            "hsCode": run["hs_code"],
            "confidence": str(run["confidence_score"]),
            "confidenceTenDigits": str(run["confidence_score_ten_digits"]),
            "level": run["confidence_level"],
            "action": run["recommended_action"],
            "summary": run["confidence_reasoning_summary"],
            "candidates": candidates,
            "questions": [each["question"] for each in run["missing_facts"]],
            "flags": run["compliance_flags"],
            "mends": mends,
        },
        created_at=uow.now,
    )


def _brief(candidate: JsonObject) -> JsonObject:
    """What a worklist shows of a candidate: its best reasons, and each that speaks against it."""
    duty, rests_on = candidate["duty_preview"], candidate["rests_on"]
    return {
        "hsCode": candidate["hs_code"],
        "description": candidate["description"],
        "support": str(candidate["support_score"]),
        "reasons": rests_on["reasons"][:SHOWN],
        "against": rests_on["against"],
        "dutyUsd": None if duty is None or duty["duty_usd"] is None else str(duty["duty_usd"]),
    }


def _view(step: _Step, products: Sequence[Product], rows: Sequence[ProposalRow]) -> JsonObject:
    return shown(
        ProductsSuggested,
        step,
        data=list(_suggested(products, rows)),
        next_cursor=None if step.last is None else write_cursor(*step.last),
    )


def _suggested(products: Sequence[Product], rows: Sequence[ProposalRow]) -> Iterator[JsonObject]:
    for product, row in zip(products, rows, strict=True):
        yield shown(ProductSuggested, product, proposal=proposal_view(product, row))
