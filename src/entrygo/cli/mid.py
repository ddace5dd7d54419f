"""``entrygo mid``: the manufacturer identification code, built or checked on this machine."""

from typing import Annotated

import typer

from entrygo.cli.output import AsJson, examples, fail, person, print_json, tell

app = typer.Typer(help="Manufacturer identification codes (19 CFR 102.23).", no_args_is_help=True)


@app.callback()
def mid() -> None:
    """Manufacturer identification codes (19 CFR 102.23)."""


@app.command(
    epilog=examples(
        'mid build --name "Albion Press Ltd" --address "14 Fleet Street" --city London --country GB',
        'mid build --name "Maple Goods" --address "12 Bay St" --city Toronto --region ON --country CA',
    )
)
def build(
    *,
    name: Annotated[str, typer.Option(help="The manufacturer's name.")],
    city: Annotated[str, typer.Option(help="Its city.")],
    country: Annotated[str, typer.Option(help="The goods' country of origin, two letters.")],
    address: Annotated[str, typer.Option(help="The line before the city.")] = "",
    region: Annotated[str, typer.Option(help="For Canada the province.")] = "",
    as_json: AsJson = False,
) -> None:
    """Build the code from a manufacturer's name and address. Compare it with what the manufacturer's papers say."""
    from entrygo.tariff.mid import build_mid

    code = build_mid(name, address, city, region, country)
    if code is None:
        fail(
            "NOT_ENOUGH",
            "A code takes a name, a city and a country of two letters, and for Canada the province (--region).",
            as_json,
        )
    tell({"mid": code}, as_json, code)


@app.command(epilog=examples("mid check GBALBPRE14LON --origin GB"))
def check(
    code: Annotated[str, typer.Argument(help="The code.")],
    *,
    origin: Annotated[str, typer.Option(help="The goods' country of origin, two letters.")],
    as_json: AsJson = False,
) -> None:
    """Say what is wrong with a code for goods of an origin. Exit status 1 where something is."""
    from entrygo.tariff.mid import check_mid

    faults = check_mid(code, origin)
    if as_json:
        print_json({"mid": code, "origin": origin, "faults": faults})
    else:
        for each in faults or ["Nothing is wrong with its form."]:
            person().print(each)
    raise typer.Exit(1 if faults else 0)
