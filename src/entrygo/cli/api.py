"""``entrygo api``: any call of the API, for what has no command of its own."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from entrygo.cli.connection import KEY, PROFILE, SERVER, connection
from entrygo.cli.output import AsJson, examples, fail

if TYPE_CHECKING:
    import httpx

app = typer.Typer()
TIMEOUT_SECONDS = 120.0
REFUSED = 1


@app.command(
    epilog=examples(
        "api GET /api/warehouses",
        "api POST /api/orders/sync --body orders.json --idempotency-key sync-2026-11-28",
        "api GET /api/exports --query state=COMPLETED --query limit=5",
    )
)
def api(
    method: Annotated[str, typer.Argument(help="GET, POST, PATCH or DELETE.")],
    path: Annotated[str, typer.Argument(help="Its path, as in the documentation: /api/orders/sync.")],
    *,
    body: Annotated[str | None, typer.Option(help="A file of JSON, - for standard input.")] = None,
    query: Annotated[list[str] | None, typer.Option(help="NAME=VALUE; may be given again.")] = None,
    idempotency_key: Annotated[str | None, typer.Option(help="Makes a write safe to repeat.")] = None,
    profile: PROFILE = "",
    server: SERVER = "",
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Make one call of the API and print its answer as it came. The status is 1 where it is refused.

    A body without accountId is sent for the key's account. An answer that is a file is written as it is.
    """
    import httpx

    where = connection(server, key, as_json, profile=profile)
    if not path.startswith("/"):
        fail("INVALID_ARGUMENT", f"A path begins with /: /{path}", as_json)
    pairs = [each.partition("=") for each in query or []]
    headers = {"Authorization": f"Bearer {where.key}"}
    if idempotency_key:
        headers["Idempotency-Key"] = idempotency_key
    where.says(as_json)
    try:
        with httpx.Client(
            base_url=where.server.rstrip("/").removesuffix("/api"), headers=headers, timeout=TIMEOUT_SECONDS
        ) as http:
            content = None if body is None else _with_account(http, method, _read(body))
            answer = http.request(
                method.upper(),
                path,
                params=[(name, value) for name, _, value in pairs],
                content=content,
                headers={} if content is None else {"Content-Type": "application/json"},
            )
    except (OSError, ValueError) as error:
        fail("INVALID_ARGUMENT", f"The body cannot be read: {error}", as_json)
    except (httpx.TransportError, httpx.InvalidURL) as error:
        fail("NO_ANSWER", f"No answer from {where.server}: {error or type(error).__name__}", as_json)
    sys.stdout.buffer.write(_shown(answer, as_json))
    sys.stdout.flush()
    raise typer.Exit(0 if answer.is_success else REFUSED)


def _read(body: str) -> bytes:
    return sys.stdin.buffer.read() if body == "-" else Path(body).read_bytes()


def _with_account(http: "httpx.Client", method: str, content: bytes) -> bytes:
    """A POST's body with the key's account where it names none. What is no JSON object goes as it is."""
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError:
        return content
    if method.upper() != "POST" or not isinstance(document, dict) or "accountId" in document:
        return content
    health = http.get("/api/system/health")
    if not health.is_success:
        return content
    return orjson.dumps({"accountId": health.json()["accountId"], **document})


def _shown(answer: "httpx.Response", as_json: bool) -> bytes:
    """JSON as it came, or set out for a person; anything else as it is, as JSON only where that was asked."""
    is_json = answer.headers.get("content-type", "").partition(";")[0].strip().endswith("json")
    if not is_json:
        return (
            orjson.dumps({"status": answer.status_code, "text": answer.text}) + b"\n"
            if as_json
            else answer.content
        )
    document = orjson.loads(answer.content)
    return orjson.dumps(document, option=0 if as_json else orjson.OPT_INDENT_2) + b"\n"
