"""The log of API calls, read."""

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.answers.request_log import RequestAnswer
from entrygo.contract.answers.shown import shown
from entrygo.contract.times import iso
from entrygo.operations.answer import Answer
from entrygo.operations.lists import paged
from entrygo.operations.queries import RequestsQuery


def list_requests(context: Context, actor: Actor, asked: RequestsQuery) -> Answer:
    """The calls of the account's keys in the caller's world, newest first."""
    with context.store.read(actor.tenant) as uow:
        rows = uow.request_log.page(asked.page, key_id=asked.key_id, is_failed=asked.failed)
    return paged(
        rows, asked, lambda row: (iso(row.created_at), row.id), lambda row: shown(RequestAnswer, row)
    )
