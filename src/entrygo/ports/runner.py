"""Durable execution: what was started is finished, also across crashes."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeAlias, TypeVar

from entrygo.contract.actor import Mode, Tenant

Argument: TypeAlias = Mapping[str, Any]  # Any: a JSON object of the effect's own making
Result = TypeVar("Result")


def run_argument(tenant: Tenant, **names: str) -> dict[str, str]:
    """The argument of a run for a tenant; :func:`tenant_of` reads it."""
    return {"account_id": tenant.account_id, "mode": tenant.mode.value, **names}


def tenant_of(argument: Argument) -> Tenant:
    """The tenant a run works for."""
    return Tenant(argument["account_id"], Mode(argument["mode"]))


class Revoked(BaseException):
    """This process may no longer act for the run; another life of the installation finishes it.

    Not an ``Exception``: no handler swallows it.
    """


class RunContext(Protocol):
    """What a handler sees of its run."""

    @property
    def argument(self) -> Argument:
        """The argument the run was started with."""
        ...

    def step(self, name: str, function: Callable[[], Result]) -> Result:
        """Call the function and record its JSON-able result; a recovered run gets the record, not a call.

        A handler takes its steps in the same order with the same names on every run. A step that was cut off
        before its result was recorded is called again, so it must be idempotent itself. Raises ``Revoked``.
        """
        ...

    def check(self) -> None:
        """Raise ``Revoked`` unless this process may still act for the run: the last thing before an effect that
        cannot be guarded by the database."""
        ...


Handler: TypeAlias = Callable[[RunContext], None]


class Runner(Protocol):
    """Runs handlers in the background, each run under a key, once to its end. Safe to use from many threads.

    ``register`` every effect, then ``launch``, then ``start``. A handler that raises has finished, in
    failure, and is not run again: what may be retried it retries itself.
    """

    def register(self, effect: str, handler: Handler) -> None:
        """Name the handler of an effect, before :meth:`launch`."""
        ...

    def launch(self) -> None:
        """Begin to work, and take up the unfinished runs of this executor's earlier life."""
        ...

    def start(self, effect: str, key: str, argument: Argument) -> bool:
        """Start a run, unless its key is known already; returns once the start cannot be lost.

        Says whether this process runs it, and that from here on.
        """
        ...

    def wait(self, key: str, timeout_seconds: float) -> bool:
        """Whether the run of this key has finished, in success or failure, before the time is up."""
        ...

    def prune(self, before: datetime) -> int:
        """Forget runs that finished before an instant; how many. They are no records: what they did, rows say."""
        ...

    def close(self, drain_seconds: float) -> None:
        """Take no more starts, give what runs this long to finish, and stop; a later launch does the rest."""
        ...
