"""Views of lists that a person names: the filters of a page, kept for that person in one account and world.

They decide nothing and are nobody else's, so they leave no event.
"""

from collections.abc import Sequence

from entrygo.context import Context
from entrygo.contract.actor import Actor
from entrygo.contract.problems import Problem, not_found
from entrygo.store.saved_views import SavedViewRow

MOST, LONGEST_NAME, LONGEST_QUERY = 30, 40, 2_000


def own_views(context: Context, actor: Actor, page: str) -> Sequence[tuple[str, str]]:
    """The person's views of a page by name, each with its query as it stands in an address."""
    with context.store.read(actor.tenant) as uow:
        return [(each.name, each.query) for each in uow.saved_views.of(actor.principal, page)]


def save_view(context: Context, actor: Actor, page: str, *, name: str, query: str) -> None:
    """Keep a view; one of the same name is written over. VALIDATION_ERROR where it has no name, or none is left."""
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME:
        raise Problem(
            "VALIDATION_ERROR", f"Give the view a name of at most {LONGEST_NAME} letters.", field="name"
        )
    if len(query) > LONGEST_QUERY:
        raise Problem("VALIDATION_ERROR", "The view has too many filters to keep.", field="name")
    with context.store.write(actor.tenant, by=actor) as uow:
        kept = {each.name for each in uow.saved_views.of(actor.principal, page)}
        if len(kept) >= MOST and words not in kept:
            raise Problem(
                "VALIDATION_ERROR", f"You have {MOST} views already; forget one first.", field="name"
            )
        row = SavedViewRow(person_id=actor.principal, page=page, name=words, query=query, created_at=uow.now)
        uow.saved_views.put(row)


def forget_view(context: Context, actor: Actor, page: str, name: str) -> None:
    """Forget a view; 404 for one there is none of."""
    with context.store.write(actor.tenant, by=actor) as uow:
        if name not in {each.name for each in uow.saved_views.of(actor.principal, page)}:
            raise not_found("View")
        uow.saved_views.drop(actor.principal, page, name)
