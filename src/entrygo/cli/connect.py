"""``entrygo connect``: a shop's products and orders brought over, once, again and again, or when the shop tells."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entrygo.cli.connection import KEY, PROFILE, SERVER, Connection, connection, refuse
from entrygo.cli.output import AsJson, examples, fail, person, print_json
from entrygo.contract.canonical import JsonObject

if TYPE_CHECKING:
    from entrygo.client import EntryGo
    from entrygo.shops.shop import Shop
    from entrygo.shops.state import State

app = typer.Typer(help="Bring a shop's products and orders over.", no_args_is_help=True)
LIVE = "_live_"
SINCE_DAYS = 30
MOST_SHOWN = 20
ASK = "-"
SINCE = Annotated[
    str,
    typer.Option(
        help="Orders changed since this day, the first time; else the last 30 days.", show_default=False
    ),
]
EVERY = Annotated[int, typer.Option(min=0, help="Pull again after so many seconds; 0 pulls once.")]
LISTEN = Annotated[
    int,
    typer.Option(
        min=0, max=65_535, help="Take the shop's webhooks in on this port of 127.0.0.1; 0 does not."
    ),
]
STATE = Annotated[Path | None, typer.Option(help="Where it is kept how far it has read.", show_default=False)]
SECRETS = Annotated[
    list[str] | None,
    typer.Option(
        "--webhook-secret", help="What webhooks are signed with; twice while it changes.", show_default=False
    ),
]


@app.callback()
def connect() -> None:
    """Bring a shop's products and orders over."""


@app.command(
    epilog=examples(
        "connect shopify --shop maple.myshopify.com --client-id ID --secret SECRET",
        "connect shopify --shop maple.myshopify.com --token shpat_... --every 600 --listen 8099",
    )
)
def shopify(
    *,
    shop: Annotated[str, typer.Option(help="NAME.myshopify.com.")],
    client_id: Annotated[str, typer.Option(help="The app's client id.", show_default=False)] = "",
    secret: Annotated[
        str, typer.Option(help="The app's client secret; - asks for it.", show_default=False)
    ] = "",
    token: Annotated[str, typer.Option(help="Or a token that does not end.", show_default=False)] = "",
    webhook_secret: SECRETS = None,
    since: SINCE = "",
    every: EVERY = 0,
    listen: LISTEN = 0,
    state: STATE = None,
    base: Annotated[str, typer.Option(help="Another address of the shop's interface.", hidden=True)] = "",
    profile: PROFILE = "",
    server: SERVER = "",
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Bring products and orders of a Shopify shop over, and list what customs still needs, most ordered first.

    Prices stay in the shop's currency. What cannot be taken over is listed with the reason. Run it again to go on.
    """
    from entrygo.shops.shopify import Shopify

    if not token and not (client_id and secret):
        fail("NO_SHOP_KEY", "Give --client-id and --secret of the app, or --token.", as_json)
    asked = typer.prompt("Client secret", hide_input=True) if secret == ASK else secret
    where = connection(server, key, as_json, profile=profile)
    source = Shopify(
        shop, client_id=client_id, secret=asked, token=token, base=base, is_live=LIVE in where.key
    )
    signed = [*(webhook_secret or ()), *([asked] if asked else ())]
    _Run(source, where, state, secrets=signed, since=since, as_json=as_json).run(every, listen)


@app.command(
    epilog=examples(
        "connect woocommerce --url https://maple.example --consumer-key ck_... --consumer-secret cs_...",
        "connect woocommerce --url https://maple.example --consumer-key ck_... --consumer-secret cs_... --every 600",
    )
)
def woocommerce(
    *,
    url: Annotated[str, typer.Option(help="The shop's address.")],
    consumer_key: Annotated[str, typer.Option(help="A consumer key that may read.")],
    consumer_secret: Annotated[str, typer.Option(help="Its secret; - asks for it.")],
    weight_unit: Annotated[str, typer.Option(help="kg, g, lbs or oz, as the shop is set.")] = "kg",
    webhook_secret: SECRETS = None,
    since: SINCE = "",
    every: EVERY = 0,
    listen: LISTEN = 0,
    state: STATE = None,
    profile: PROFILE = "",
    server: SERVER = "",
    key: KEY = "",
    as_json: AsJson = False,
) -> None:
    """Bring products and orders of a WooCommerce shop over, and list what customs still needs, most ordered first."""
    from entrygo.shops.woocommerce import WooCommerce

    if weight_unit not in ("kg", "g", "lbs", "oz"):
        fail("INVALID_ARGUMENT", f"--weight-unit is kg, g, lbs or oz, not {weight_unit}.", as_json)
    asked = typer.prompt("Consumer secret", hide_input=True) if consumer_secret == ASK else consumer_secret
    where = connection(server, key, as_json, profile=profile)
    source = WooCommerce(url, key=consumer_key, secret=asked, weight_unit=weight_unit)
    _Run(source, where, state, secrets=webhook_secret or [], since=since, as_json=as_json).run(every, listen)


class _Run:
    """A connector at work for one shop and one account."""

    def __init__(
        self,
        shop: "Shop",
        where: Connection,
        file: Path | None,
        *,
        secrets: list[str],
        since: str,
        as_json: bool,
    ) -> None:
        self._shop, self._where, self._secrets, self._as_json = shop, where, secrets, as_json
        self._file = file or Path(typer.get_app_dir("entrygo")) / "connections.db"
        with suppress(ValueError):
            since = datetime.fromisoformat(since).date().isoformat() if since else since
        self._since = since or (datetime.now(UTC) - timedelta(days=SINCE_DAYS)).date().isoformat()

    def run(self, every: int, listen: int) -> None:
        """Pull, and go on where that is asked for."""
        from entrygo.client import EntryGo, EntryGoError
        from entrygo.shops.shop import ShopFault
        from entrygo.shops.state import State

        self._where.says(self._as_json)
        with EntryGo(self._where.key, url=self._where.server) as client:
            try:
                health = client.health()
                state = State(self._file, f"{health['accountId']}/{health['mode']}", self._shop.name)
                self._pull(client, state)
                if listen:
                    self._listen(client, state, listen, every)
                while every and not listen:
                    time.sleep(every)  # lint: allow bounded-waits -- what the caller asked for
                    self._pull(client, state)
            except EntryGoError as error:
                refuse(error, self._as_json)
            except ShopFault as fault:
                fail("SHOP_REFUSED", str(fault), self._as_json)
            except KeyboardInterrupt:
                raise typer.Exit(0) from None

    def _pull(self, client: "EntryGo", state: "State") -> None:
        from entrygo.shops.pull import pull
        from entrygo.shops.worklist import worklist

        told: Callable[[str], None] = lambda words: person(stderr=True).print(words, style="dim")  # noqa: E731
        pulled = pull(
            self._shop, client, state, since=self._since, told=(lambda _: None) if self._as_json else told
        )
        aside = [
            {"what": each.what, "name": each.name, "why": each.why, "isFault": each.is_fault}
            for each in state.set_aside()
        ]
        found: JsonObject = {
            "shop": self._shop.name,
            "taken": pulled.taken,
            "setAside": aside,
            "worklist": worklist(client),
        }
        if self._as_json:
            print_json(found)
        else:
            _show(found)

    def _listen(self, client: "EntryGo", state: "State", port: int, every: int) -> None:
        """Take webhooks in; what they tell of is pulled at once, everything else every so often."""
        import threading

        from entrygo.shops.receive import Receiver, work_off
        from entrygo.shops.shop import ShopFault

        if not self._secrets:
            fail("NO_WEBHOOK_SECRET", "Say what webhooks are signed with: --webhook-secret.", self._as_json)
        with Receiver(("127.0.0.1", port), self._shop, state, self._secrets) as receiver:
            threading.Thread(target=receiver.serve_forever, daemon=True).start()
            person(stderr=True).print(f"Webhooks at http://127.0.0.1:{port}/", style="dim")
            while True:
                came = receiver.came.wait(every or None)
                receiver.came.clear()
                try:
                    if not work_off(state, lambda: self._pull(client, state)) and not came:
                        self._pull(client, state)
                except ShopFault as fault:  # the deliveries wait for the next time
                    person(stderr=True).print(str(fault), style="red")


def _show(found: JsonObject) -> None:
    console = person()
    console.print(
        ", ".join(f"{count:,} {what}" for what, count in found["taken"].items()) or "Nothing changed."
    )
    for each in found["setAside"][:MOST_SHOWN]:
        style = "red" if each["isFault"] else "dim"
        console.print(
            f"set aside  {each['what'].removesuffix('s')} {each['name']}: {each['why']}", style=style
        )
    if len(found["setAside"]) > MOST_SHOWN:
        console.print(f"and {len(found['setAside']) - MOST_SHOWN:,} more: --json shows all")
    if found["worklist"]:
        console.print("What customs still needs, most ordered first:")
    for row in found["worklist"][:MOST_SHOWN]:
        console.print(
            f"{row['ordered']:>6} ordered  {row['externalId']}  {row['title']}: {', '.join(row['missing'])}"
        )
    if len(found["worklist"]) > MOST_SHOWN:
        console.print(f"and {len(found['worklist']) - MOST_SHOWN:,} more: --json shows all")
