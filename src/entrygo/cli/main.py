"""The ``entrygo`` program: its groups of commands, ``--version``, and what ends any command."""

import sys
from collections.abc import Sequence
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from entrygo import __version__
from entrygo.cli import (
    accounts,
    api,
    classify,
    conformance,
    connect,
    docs,
    events,
    exports,
    import_file,
    law,
    login,
    looking,
    maintenance,
    mcp,
    mid,
    persons,
    rates,
    screening,
    seal,
    secret,
    serve,
    suggest,
    tariff,
    verify,
)
from entrygo.cli.output import AsJson, person, print_json, tell
from entrygo.contract.problems import Problem
from entrygo.store.schema_compat import SchemaFault
from entrygo.store.secret_fault import SecretFault


class Program(TyperGroup):
    """All commands. A call that is none ends with status 2, and with ``--json`` as one JSON object like any failure."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # Any: as the base class has it
    ) -> Any:  # Any: as the base class has it
        """Run a command to its end."""
        asked = sys.argv[1:] if args is None else args
        if "--json" not in asked:
            return super().main(args, prog_name, complete_var, standalone_mode, windows_expand_args, **extra)
        try:
            status = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except TyperException as wrong:
            print_json({"errorCode": "NOT_A_CALL", "message": wrong.format_message()})
            sys.exit(wrong.exit_code)
        except typer.Abort:
            print_json({"errorCode": "ABORTED", "message": "The command was ended before it was done."})
            sys.exit(1)
        sys.exit(status or 0)


app = typer.Typer(
    name="entrygo",
    cls=Program,
    help="EntryGo: an export protocol server. sync -> plan -> execute -> inspect.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(serve.app)
app.add_typer(docs.app, name="docs")
app.add_typer(accounts.account_app, name="account")
app.add_typer(accounts.key_app, name="key")
app.add_typer(persons.app, name="person")
app.add_typer(tariff.app, name="tariff")
app.add_typer(law.app, name="law")
app.add_typer(rates.app, name="rates")
app.add_typer(classify.app, name="classify")
app.add_typer(screening.app, name="screening")
import_file.products_app.add_typer(suggest.app)
app.add_typer(import_file.products_app, name="products")
app.add_typer(import_file.orders_app, name="orders")
app.add_typer(exports.app)
app.add_typer(api.app)
app.add_typer(conformance.app)
app.add_typer(login.app)
app.add_typer(connect.app, name="connect")
app.add_typer(looking.app)
app.add_typer(events.app)
app.add_typer(events.events_app, name="events")
app.add_typer(mid.app, name="mid")
app.add_typer(mcp.app)
app.add_typer(maintenance.app)
app.add_typer(verify.audit_app, name="audit")
app.add_typer(seal.app, name="seal")
app.add_typer(secret.app, name="secret")
app.add_typer(verify.app)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"EntryGo {__version__}")
        raise typer.Exit


@app.callback()
def entrygo(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """EntryGo: an export protocol server. sync -> plan -> execute -> inspect."""


@app.command()
def version(as_json: AsJson = False) -> None:
    """Print the version."""
    tell({"version": __version__}, as_json, f"EntryGo {__version__}")


def main() -> None:
    """Run the command line.

    A database that this version or these keys may not use, one that is damaged or away, and a home that cannot be read
    end any command with status 1 and a sentence.
    """
    try:
        app(prog_name="entrygo")
    except SchemaFault as fault:
        _end("SCHEMA_REFUSED", str(fault))
    except SecretFault as fault:
        _end("SECRET_KEY_MISSING", str(fault))
    except Problem as problem:
        _end(problem.code, problem.message)
    except Exception as error:
        from entrygo.store.unusable import why_unusable

        words = why_unusable(error)
        if words is None:
            if "--json" in sys.argv:
                print_json({"errorCode": "INTERNAL_ERROR", "message": f"{type(error).__name__}: {error}"})
            raise
        _end("INSTALLATION_UNUSABLE", words)


def _end(code: str, words: str) -> NoReturn:
    if "--json" in sys.argv:
        print_json({"errorCode": code, "message": words})
    else:
        person(stderr=True).print(words)
    sys.exit(1)
