"""Go to a row by what people have of it."""

from typing import Annotated

from fastapi import APIRouter, Query

from entrygo.contract.answers.search import SearchAnswer
from entrygo.operations.answer import Answer
from entrygo.operations.queries import SearchQuery
from entrygo.operations.search import search
from entrygo.surfaces.http.endpoint import ProtocolRoute, Read

router = APIRouter(route_class=ProtocolRoute, tags=["System"])


@router.get("/api/search", operation_id="search", response_model=SearchAnswer)
def search_all(call: Read, query: Annotated[SearchQuery, Query()]) -> Answer:
    """Find rows by id, package number, an order's external id, SKU, or how one of them begins.

    Exact matches come first. Letters of either case are alike in numbers and SKUs.
    """
    return search(call.context, call.actor, query)
