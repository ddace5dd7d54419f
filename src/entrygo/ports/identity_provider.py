"""Another party that says who somebody is: an OpenID provider, or none."""

from dataclasses import dataclass
from typing import Protocol


class IdentityFault(Exception):
    """The provider did not say who it is, or what it said does not hold; the words are for the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question under way: where the browser goes, and what proves that the answer is to this question."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who it is, as the provider says. ``email`` is ``None`` unless the provider verified it."""

    issuer: str
    subject: str
    email: str | None
    name: str


class IdentityProvider(Protocol):
    """One provider, by its settings. Safe to use from several threads."""

    @property
    def host(self) -> str:
        """The name people know it by; empty where there is none."""
        ...

    def ask(self, *, back_to: str) -> Asked:
        """A new question. Raises :class:`IdentityFault`."""
        ...

    def answered(self, asked: Asked, code: str, *, back_to: str) -> Identity:
        """Who it is, by the code that the browser brought back. Raises :class:`IdentityFault`."""
        ...


class NoIdentityProvider:
    """Nobody is asked."""

    @property
    def host(self) -> str:
        """No name."""
        return ""

    def ask(self, *, back_to: str) -> Asked:
        """Refuses."""
        raise IdentityFault(f"no provider is configured; nothing leads to {back_to}")

    def answered(self, asked: Asked, code: str, *, back_to: str) -> Identity:
        """Refuses."""
        raise IdentityFault(
            f"no provider is configured; {len(code)} characters came to {back_to} for {asked.state}"
        )
