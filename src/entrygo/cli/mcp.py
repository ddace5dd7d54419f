"""``entrygo mcp``: the tools of agents over standard input and output, on this machine's installation."""

from typing import Annotated

import typer

from entrygo.cli.output import AsJson, examples, fail, home_settings
from entrygo.clock import SystemIds
from entrygo.contract.problems import Problem

app = typer.Typer()


@app.command(epilog=examples("mcp --key shpbndl_test_..."))
def mcp(
    *,
    key: Annotated[
        str,
        typer.Option(envvar="ENTRYGO_API_KEY", help="The key that calls are made under.", show_default=False),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Serve the Model Context Protocol on standard input and output, for an agent that starts this program.

    A server of the same home does the work of executions. An agent elsewhere calls the server itself, at /mcp.
    """
    settings = home_settings(as_json)
    from entrygo.runtime.stdio import serve_stdio

    try:
        serve_stdio(settings, authorization=f"Bearer {key}", ids=SystemIds())
    except Problem as problem:
        fail(problem.code, f"{problem.message} Name the key with --key or ENTRYGO_API_KEY.", as_json)
