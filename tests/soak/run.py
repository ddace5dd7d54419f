"""One soak, from nothing to a balanced ledger."""

import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.serving.sandbox import sandbox
from tests.serving.server import Server
from tests.soak.clients import Counterfoil, Shop
from tests.soak.faults import Faults
from tests.soak.ledger import Ledger, ledger
from tests.soak.mail_server import MoodyMailServer, moody_mail_server

ACCOUNTS = 3


def soak(
    home: Path,
    *,
    exports: int,
    clients: int,
    seed: int,
    database_url: str = "",
    seconds_between_faults: float = 4,
    seconds: float = 7200,
    kind: type[Server] = Server,
) -> Ledger:
    """Export, with faults, and read the ledger; it is printed, and not yet required to balance.

    ``kind`` is how the server is run: another may begin a life sooner.
    """
    began = time.monotonic()
    chance = random.Random(seed)
    print(f"soak: {exports} exports by {clients} clients, seed {seed}", flush=True)
    environment = {"ENTRYGO_DATABASE_URL": database_url} if database_url else {}
    with moody_mail_server(random.Random(chance.random())) as mail:
        server = kind(home, smtp_port=mail.port, environment=environment).start()
        try:
            return _soaked(
                server,
                mail,
                chance,
                exports=exports,
                clients=clients,
                began=began,
                times=(seconds_between_faults, began + seconds),
            )
        finally:
            server.kill()


def _soaked(
    server: Server,
    mail: MoodyMailServer,
    chance: random.Random,
    *,
    exports: int,
    clients: int,
    began: float,
    times: tuple[float, float],
) -> Ledger:
    accounts = [sandbox(server.account(f"Shop {n}")) for n in range(ACCOUNTS)]
    shops = [Shop(accounts[n % ACCOUNTS], f"shop{n}", times[1]) for n in range(clients)]
    numbers = Counterfoil(exports)
    faults = Faults(server, random.Random(chance.random()), seconds_between=times[0])
    faults.start()
    try:
        with ThreadPoolExecutor(clients) as threads:
            list(threads.map(lambda shop: _work(shop, numbers, exports), shops))
    finally:
        faults.stop()
    faults.kill()  # the last one: the next life tries at once what waits for its hour
    with ThreadPoolExecutor(clients) as threads:
        refused = sum(threads.map(_settle, shops))
    read = ledger(server, mail.taken, asked=exports, refused=refused)
    repeats: Counter[str] = sum((shop.repeats for shop in shops), Counter())
    for line in (
        *read.lines(),
        f"mail server, at first sight        {dict(mail.moods)}",
        f"faults                             {dict(faults.happened)}",
        f"calls repeated by clients          {dict(repeats)}",
        f"seconds                            {time.monotonic() - began:7.0f}",
    ):
        print(f"soak: {line}", flush=True)
    for shop in shops:
        shop.http.close()
    assert server.stop() == 0
    return read


def _work(shop: Shop, numbers: Counterfoil, exports: int) -> None:
    while (number := numbers.next()) is not None:
        shop.export(number)
        if number % 100 == 99:
            print(f"soak: {number + 1} of {exports}", file=sys.stderr, flush=True)


def _settle(shop: Shop) -> int:
    return sum(shop.settle(each) for each in shop.exports)
