"""A server whose clock is set a day forward and hours back: nothing happens twice, nothing waits for the lost hours."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.crash.consignment import consignment
from tests.crash.stopping_server import StoppingServer, live
from tests.overload.wire import seconds_since
from tests.serving.broker_mailbox import BrokerMailbox, start_mailbox
from tests.serving.sandbox import sandbox
from tests.serving.waiting import wait_until

pytestmark = [pytest.mark.crash]
HOUR, DAY = 3600, 86_400


def live_by_a_set_clock(environment: dict[str, str], port: int, files: dict[str, str]) -> None:
    """One life of the server, its clock ahead or behind by the seconds a file says."""
    from entrygo import clock
    from entrygo.runtime import wiring

    class SetClock(clock.SystemClock):
        """The machine's clock, as it was set."""

        def now(self) -> datetime:
            """The instant, shifted."""
            return super().now() + timedelta(seconds=int(shift_file(files["log"]).read_text()))

    wiring.SystemClock = SetClock  # type: ignore[misc]  # the one place where a process takes its clock
    live(environment, port, files)


def shift_file(log: str) -> Path:
    """Where the shift stands."""
    return Path(log).with_suffix(".shift")


class SetClockServer(StoppingServer):
    """A server whose clock can be set."""

    life = staticmethod(live_by_a_set_clock)

    def set_clock(self, seconds: int) -> None:
        """Ahead by so many seconds of the true time, or behind."""
        path = shift_file(f"{self.home}-serve.log")
        aside = path.with_suffix(".aside")
        aside.write_text(str(seconds))
        aside.replace(path)


@pytest.fixture
def mailbox() -> Iterator[BrokerMailbox]:
    """The broker's mail server."""
    box, controller = start_mailbox()
    yield box
    controller.stop()


def test_a_clock_set_forward_and_back_loses_and_doubles_nothing(
    tmp_path: Path, mailbox: BrokerMailbox
) -> None:
    server = SetClockServer(tmp_path / "home", smtp_port=mailbox.port)
    server.set_clock(0)
    server.start()
    try:
        goods = sandbox(server.account())
        first, later = consignment(goods, mailbox), consignment(goods, mailbox)
        mailbox.data_answers[first.broker] = "451 not now"
        assert first.execute().json()["brokerSubmission"]["status"] == "pending"

        server.set_clock(
            DAY + HOUR
        )  # a day on, the mail is due; it is tried, and not given up after one real second
        await_tries(first, 2)
        assert later.execute().status_code == 200
        server.set_clock(-HOUR)  # what waits, waits until tomorrow now
        await_tries(first, 3)
        del mailbox.data_answers[first.broker]
        server.set_clock(-2 * HOUR)
        seen = first.settled()
        assert seen["brokerSubmission"]["status"] == "sent"

        third = consignment(goods, mailbox)
        began = time.monotonic()
        assert third.execute().json()["state"] == "COMPLETED"
        assert seconds_since(began) < 60  # and not in an hour
        for export in (first, later, third):
            settled = export.settled()
            types = Counter(event["type"] for event in settled["events"])
            assert types["export.executed"] == types["broker.notified"] == 1
            assert len(export.copies(export.broker)) == len(export.copies(export.dock)) == 1
            again = export.execute()
            assert (again.status_code, again.json()["state"]) == (200, "COMPLETED")
            assert export.execute().content == again.content
        packages = [export.inspect()["customsPackage"]["id"] for export in (first, later, third)]
        assert len(set(packages)) == 3
        assert server.command("audit", "verify")["intact"] is True
    finally:
        server.stop()


def await_tries(export, count: int) -> None:
    """Until a mail was tried so often, and waits again."""
    wait_until(
        lambda: export.inspect()["brokerSubmission"],
        lambda submission: submission["attempts"] >= count and submission["status"] == "pending",
        seconds=60,
    )
