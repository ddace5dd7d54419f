"""What pages and acts there are: records, so that one mechanism serves, guards, walks and pictures them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from entrygo.operations.answer import Answer
from entrygo.surfaces.console.visit import Visit

TENANT = "/console/{account}/{mode}"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a page shows: its title, and the values its template takes. ``status`` is the response's."""

    title: str
    values: Mapping[str, Any] = field(default_factory=dict)  # Any: a template's values
    status: int = 200
    csv: Callable[[], str] | None = None
    """The rows as CSV, made where ``?format=csv`` was asked; none where the page has no such."""
    to: str = ""
    """Another page of the console to go to instead."""
    file: Answer | None = None
    """A kept file to send as it is instead; it may be framed by our own pages, and runs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page. ``path`` stands below the account and mode, or is whole where it begins with ``/``.

    ``template`` lies in ``templates/pages``. ``queries`` are the names the address may carry; others are refused.
    ``rail`` names the entry of the navigation that is marked; ``is_shown`` is off for what is no page but bytes.
    ``says`` is its sentence in the gallery.
    """

    name: str
    path: str
    template: str
    read: Callable[[Visit], View]
    says: str
    scope: str = "read"
    rail: str = ""
    queries: frozenset[str] = frozenset()
    is_live: bool = False
    frames_files: bool = False
    is_shown: bool = True

    @property
    def is_tenant(self) -> bool:
        """Whether it stands below an account."""
        return not self.path.startswith("/")

    @property
    def route(self) -> str:
        """The whole template of its address."""
        return f"{TENANT}/{self.path}".rstrip("/") if self.is_tenant else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What an act leads to: a local address, and the notice shown there once, by its name in ``notices.toml``.

    With a ``view`` the page is shown at once instead, for acts whose result stands row by row on it.
    """

    to: str = ""
    notice: str = ""
    view: View | None = None
    template: str = ""
    token: str = ""
    """The session goes on under this token, where the act changed who is trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a form does. ``path`` as a page's; ``page`` is shown again, with the words of a refusal, when it fails.

    ``run`` calls one operation of the API, whose name is ``operation``; what people do to their own has none. An act
    that ``wants_password`` changes who may do what: the password is asked again after a quarter of an hour.
    """

    name: str
    path: str
    operation: str
    scope: str
    page: str
    run: Callable[[Visit], Done]
    wants_password: bool = False

    @property
    def is_tenant(self) -> bool:
        """Whether it stands below an account."""
        return not self.path.startswith("/")

    @property
    def route(self) -> str:
        """The whole template of its address."""
        return f"{TENANT}/{self.path}" if self.is_tenant else self.path
