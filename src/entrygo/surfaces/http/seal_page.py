"""The installation's public seal key, for whoever verifies a package: no key is needed to read it."""

from fastapi import Request, Response

from entrygo.context import Context
from entrygo.contract.canonical import answer_bytes
from entrygo.documents.artifacts.manifest import seal_document
from entrygo.surfaces.serving.observed_calls import Page

PATH = "/.well-known/entrygo-seal.json"


def seal_routes(context: Context) -> list[Page]:
    """``GET /.well-known/entrygo-seal.json``."""
    body = answer_bytes(seal_document(context.seal_key))

    async def seal(_request: Request) -> Response:
        return Response(body, media_type="application/json", headers={"Cache-Control": "max-age=3600"})

    return [Page(PATH, seal, methods=["GET"])]
