"""``entrygo serve``, ``worker``, ``migrate`` and ``demo``: the processes of an installation."""

from typing import Annotated

import typer

from entrygo.cli.output import AsJson, examples, fail, home_settings, read_settings, say_home, tell
from entrygo.runtime.loading import kept_objects

app = typer.Typer()
Host = Annotated[str, typer.Option(help="Address to listen on.")]


@app.command(epilog=examples("serve", "serve --host 0.0.0.0 --port 8080 --workers 4"))
def serve(
    host: Host = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 3000,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Serve the API, the docs and the worker; migrate the database first."""
    settings = read_settings(as_json)
    say_home(settings, as_json)
    with kept_objects():
        from entrygo.runtime import serve as server

    try:
        server.serve(settings, host=host, port=port, workers=workers)
    except (PermissionError, NotADirectoryError, IsADirectoryError, FileExistsError) as error:
        if error.filename is not None:  # a file of the home, and no address
            raise
        fail("ADDRESS_UNAVAILABLE", f"Cannot listen on {host}:{port}: {error.strerror or error}", as_json)
    except OSError as error:
        fail("ADDRESS_UNAVAILABLE", f"Cannot listen on {host}:{port}: {error.strerror or error}", as_json)
    if as_json:
        tell({"stopped": True}, as_json, "")


@app.command(epilog=examples("worker", "worker --port 9100"))
def worker(
    host: Host = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(help="Port for its health and metrics; none by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Work off what is owed, without an API."""
    settings = home_settings(as_json)
    from entrygo.runtime import serve as server

    try:
        server.run_worker(settings, host=host, port=port)
    except (PermissionError, NotADirectoryError, IsADirectoryError, FileExistsError) as error:
        if error.filename is not None:  # a file of the home, and no address
            raise
        fail("ADDRESS_UNAVAILABLE", f"Cannot listen on {host}:{port}: {error.strerror or error}", as_json)
    except OSError as error:
        fail("ADDRESS_UNAVAILABLE", f"Cannot listen on {host}:{port}: {error.strerror or error}", as_json)
    tell({"stopped": True}, as_json, "Stopped.")


@app.command(epilog=examples("migrate --json"))
def migrate(as_json: AsJson = False) -> None:
    """Bring the database to this version's schema."""
    settings = read_settings(as_json)
    say_home(settings, as_json)
    from entrygo.maintenance.installation import migrated

    revision = migrated(settings)
    tell({"revision": revision}, as_json, f"The database is at revision {revision}.")


@app.command(epilog=examples("demo", "demo --once --json"))
def demo(
    port: Annotated[int, typer.Option(help="Port to serve on.")] = 3000,
    once: Annotated[bool, typer.Option("--once", help="Tell the story and end.")] = False,
    as_json: AsJson = False,
) -> None:
    """Fill a sandbox, walk one export through the loop with a real local mail server, and serve."""
    settings = read_settings(as_json)
    from entrygo.demo.run import run_demo

    run_demo(settings, port=port, once=once, as_json=as_json)
