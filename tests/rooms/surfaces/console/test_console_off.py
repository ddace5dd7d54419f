"""An installation without pages for people."""

from pathlib import Path

import httpx
import pytest

from tests.serving.server import Server


@pytest.mark.slow
def test_with_the_console_off_there_are_no_pages_and_the_api_answers(tmp_path: Path) -> None:
    server = Server(tmp_path / "home", environment={"ENTRYGO_CONSOLE": "off"}).start()
    try:
        assert httpx.get(f"{server.url}/console/sign-in").status_code == 404
        assert httpx.get(f"{server.url}/docs/api/openapi").status_code == 200
    finally:
        server.stop()
