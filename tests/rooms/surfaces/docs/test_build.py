"""The documentation as files is what the server answers."""

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from entrygo.surfaces.docs.build import build
from entrygo.surfaces.docs.routes import DocsSurface, docs_site
from entrygo.tariff.law import shipped_law

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_files_and_the_server_say_the_same_bytes(tmp_path: Path) -> None:
    door = DocsSurface(shipped_law)
    count = build(docs_site(shipped_law), tmp_path)
    assert count == sum(file.is_file() for file in tmp_path.rglob("*"))
    app = Starlette(routes=list(door.routes(None)))
    paths = (
        "/docs",
        "/docs/guides/first-export",
        "/docs/api/exports.plan",
        "/docs/rules/MET-001",
        "/docs/events/export.executed",
        "/docs.md",
        "/docs/concepts/protocol.md",
        "/docs/search.json",
        "/llms.txt",
        "/openapi.json",
        "/docs/assets/docs.css",
        "/docs/errors/NOT_FOUND.json",
        "/docs/api/exports.plan/answer.json",
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://docs") as reader:
        for path in paths:
            file = tmp_path / path.lstrip("/")
            answered = await reader.get(path)
            assert answered.status_code == 200, path
            assert answered.content == (file / "index.html" if file.is_dir() else file).read_bytes(), path
            assert answered.headers["content-security-policy"].startswith(
                "default-src 'none'; style-src 'self'"
            )
        as_markdown = await reader.get("/docs/concepts/protocol", headers={"accept": "text/markdown"})
        assert as_markdown.headers["content-type"].startswith("text/markdown")
        moved = await reader.get("/docs/how-to/agents.md")
        assert (moved.status_code, moved.headers["location"]) == (301, "/docs/guides/automation-agents.md")
        lost = await reader.get("/docs/guides/first-exprt", headers={"accept": "text/html"})
        assert lost.status_code == 404
        assert 'href="/docs/guides/first-export"' in lost.text
        assert (await reader.get("/docs/search", params={"q": "bond"})).status_code == 200
        assert (await reader.get("/docs/assets/..%2f..%2fsite.py")).status_code == 404
