"""Optimize: which codes goods may be. A run is recorded; nothing is applied."""

from datetime import date
from functools import partial

import orjson

from entrygo.classify.case import Case
from entrygo.classify.edition import ClassifierError, Edition
from entrygo.classify.memory import Memory
from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.optimizer import OptimizerRunAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.canonical import JsonObject, answer_bytes, sha256_hex
from entrygo.contract.problems import Problem, not_found
from entrygo.contract.requests.optimizer import OptimizeRequest
from entrygo.contract.times import entry_date_at
from entrygo.lifecycle.events import EventType
from entrygo.operations.advice_view import advice_view
from entrygo.operations.answer import Answer, answer
from entrygo.operations.assist import Assisted, assisted
from entrygo.operations.code_advice import Goods, advise, lines_below
from entrygo.operations.idempotency import Attempt, once, recorded, replay
from entrygo.operations.parties import conditions_of
from entrygo.operations.policy import require_account
from entrygo.store.optimizer import OptimizerRunRow
from entrygo.store.unit_of_work import UnitOfWork


def optimize(context: Context, actor: Actor, request: OptimizeRequest, tried: Attempt) -> Answer:
    """Rank the codes the goods may be, and record the run. The same key answers the first run again."""
    require_account(actor, request.account_id)
    if (record := recorded(context, actor, tried)) is not None:
        return replay(record)
    edition = edition_in_force(context)
    with context.store.read(actor.tenant) as uow:
        memory = context.memories.of(uow, edition)
        conditions = conditions_of(context, uow, actor)
    goods = Goods(case=_case(request), entry_date=request.entry_date or today(context), conditions=conditions)
    run = make_run(context, goods, (edition, memory), is_assisted=True)
    asked = request.model_dump(mode="json", exclude_none=True)

    def work(uow: UnitOfWork) -> JsonObject:
        kept = run_row(uow, run, asked)
        uow.optimizer_runs.add(kept)
        record_run(uow, kept)
        return run

    return once(context, actor, tried, work)


def optimizer_run(context: Context, actor: Actor, run_id: str) -> Answer:
    """A run as it was recorded."""
    with context.store.read(actor.tenant) as uow:
        run = uow.optimizer_runs.get(run_id)
    if run is None:
        raise not_found("Optimizer run")
    kept: JsonObject = orjson.loads(run.answer)
    return answer(kept | _recorded(run))


def _recorded(run: OptimizerRunRow) -> JsonObject:
    names = OptimizerRunAnswer.model_fields.keys()
    added = shown(OptimizerRunAnswer, run, **dict.fromkeys(names - {"request", "product_id", "created_at"}))
    return {name: added[name] for name in ("request", "product_id", "created_at")}


def make_run(
    context: Context, goods: Goods, known: tuple[Edition, Memory], *, is_assisted: bool = False
) -> JsonObject:
    """The answer of a new run, not yet kept. ``known`` is the edition and the account's own products over it.

    Where it may be assisted, a model that the operator configured is heard; that takes its time, outside of any
    transaction.
    """
    advice = advise(context.book, *known, goods)
    heard = Assisted(advice=advice, report=None)
    if is_assisted:
        below = partial(lines_below, context.book, known[0], goods.entry_date)
        heard = assisted(
            context.adjudicator, goods.case, advice, lines_below=below, send=context.adjudicator_send
        )
    return advice_view(
        heard.advice,
        goods,
        run_id=context.ids.new("optrun"),
        attempt_id=context.ids.new("optatt"),
        assist=heard.report,
    )


def run_row(
    uow: UnitOfWork, run: JsonObject, asked: JsonObject, product_id: str | None = None
) -> OptimizerRunRow:
    """A run ready to be kept: its answer as bytes, under the id it names."""
    return OptimizerRunRow(
        id=run["optimizer_run_id"],
        product_id=product_id,
        request=asked,
        answer=answer_bytes(run),
        created_at=uow.now,
    )


def record_run(uow: UnitOfWork, run: OptimizerRunRow, *, instead_of: str | None = None) -> None:
    """The event of a run that is kept; ``instead_of`` is the run whose proposal it takes the place of."""
    uow.record(
        EventType.OPTIMIZER_RAN,
        optimizerRunId=run.id,
        before=None if instead_of is None else {"optimizerRunId": instead_of},
        after={"optimizerRunId": run.id, "answerSha256": sha256_hex(run.answer)},
    )


def edition_in_force(context: Context) -> Edition:
    """The classifier in force; UNAVAILABLE where its file is damaged."""
    try:
        return context.classifier.current()
    except ClassifierError as error:
        raise Problem("UNAVAILABLE", f"The classifier cannot be used: {error}.") from error


def today(context: Context) -> date:
    """The entry date where none is stated and no port is known."""
    return entry_date_at(None, context.clock.now())


def _case(request: OptimizeRequest) -> Case:
    return Case(
        name=request.product_name,
        description=request.description,
        materials=tuple((each.name, each.percent) for each in request.materials or ()),
        category=request.category or "",
        value=request.value,
        origin=request.country_of_origin,
        existing_code=request.existing_hs_code,
    )
