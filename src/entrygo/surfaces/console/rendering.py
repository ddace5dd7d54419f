"""Templates and what they may say: amounts, times, words. A template is compiled when a page first needs it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context as Rendering
from markupsafe import Markup, escape

from entrygo.contract.ports import port_named
from entrygo.surfaces.console import vocabulary
from entrygo.surfaces.console.assets import assets, icon
from entrygo.surfaces.console.field_html import field_html

NOT_KNOWN = Markup('<span class="unknown">not known</span>')
MINUTE, DAY = "%b %-d, %Y, %H:%M", "%b %-d, %Y"
HIDDEN_DIGITS = 8
METHODS = frozenset(dir(dict))


class Templates(Environment):
    """Jinja's environment, quicker with JSON: a name after a dot is a dict's entry first, save for its methods."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # Any: a template's values
        """What a template names after a dot; undefined where there is nothing of that name."""
        if type(obj) is dict and attribute in obj and attribute not in METHODS:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def templates() -> Environment:
    """The environment. Compiling all its templates takes a second of processor, which no start should wait for."""
    environment = Templates(
        loader=PackageLoader("entrygo.surfaces.console", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "icon": icon,
        "field_html": field_html,
        "asset": lambda name: assets()[name].url,
        "words": vocabulary.Words(),
        "plural": plural,
        "port_named": port_named,
        "spell": spell,
    }
    environment.filters |= {
        "usd": usd,
        "number": number,
        "bytes": size,
        "when": when,
        "day": day,
        "short_id": short_id,
        "known": known,
    }
    return environment


def known(value: object) -> object:
    """The value; what nobody stated is "not known", never nothing and never zero."""
    return NOT_KNOWN if value is None or value == "" else value


def usd(
    amount: float | str | None,
) -> str | Markup:  # lint: allow exact-money -- printing what the answer says
    """Dollars and cents; an amount that is not known is no amount."""
    if amount is None:
        return NOT_KNOWN
    exact = Decimal(str(amount))
    return f"-${-exact:,.2f}" if exact < 0 else f"${exact:,.2f}"


def number(
    value: float | str | None,
) -> str | Markup:  # lint: allow exact-money -- a count or a weight, printed
    """A count or a measure with its thousands apart."""
    if value is None:
        return NOT_KNOWN
    exact = Decimal(str(value))
    return f"{exact:,f}"


def size(count: int | None) -> str | Markup:
    """Bytes as people say them: B, kB, MB of a thousand each."""
    if count is None:
        return NOT_KNOWN
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB" if count >= 10_000 else f"{count / 1000:.1f} kB"
    return f"{count / 1_000_000:.1f} MB"


def plural(count: int, one: str, many: str = "") -> str:
    """``3 orders``, ``1 order``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def spell(value: Any) -> object:  # Any: JSON of an answer
    """A value as people write it: parts by their names, lists with commas, nothing in braces."""
    if value is None or value in ("", [], {}):
        return NOT_KNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        parts = [
            f"{vocabulary.field_named(name)['label']}: {spell(each)}"
            for name, each in value.items()
            if each not in (None, "", [], {})
        ]
        return "; ".join(parts) or NOT_KNOWN
    if isinstance(value, list):
        return ", ".join(str(spell(each)) for each in value)
    return str(value)


def short_id(identifier: str | None) -> Markup:
    """The end of an id, which tells rows apart; the whole is in its title."""
    if not identifier:
        return NOT_KNOWN
    last = identifier.rpartition("_")[2][-HIDDEN_DIGITS:]
    return Markup('<code class="id" title="{}">{}</code>').format(identifier, last)


@pass_context
def when(rendering: Rendering, instant: str | None, form: str = MINUTE) -> Markup:
    """An instant in the viewer's zone; UTC stands in its title. Without a known zone it is UTC and says so, and the
    browser, where scripts run, puts its own in place."""
    if not instant:
        return NOT_KNOWN
    return _time(instant, form, _zone(rendering.get("person")))


@lru_cache(maxsize=4096)
def _time(instant: str, form: str, zone: ZoneInfo | None) -> Markup:
    at = datetime.fromisoformat(instant).astimezone(UTC)
    shown = at.astimezone(zone or UTC).strftime(form) + ("" if zone else " UTC")
    local = "" if zone else " data-local" if "%Y" in form else ' data-local="short"'
    stated = f'datetime="{at:%Y-%m-%dT%H:%M:%SZ}" title="{at:%Y-%m-%d %H:%M:%S} UTC"'
    return Markup(f"<time {stated}{local}>{shown}</time>")  # noqa: S704 - numbers and the names of months


def day(date: str | None) -> str | Markup:
    """A calendar day, which has no zone."""
    return NOT_KNOWN if not date else datetime.fromisoformat(date).strftime(DAY)


def _zone(person: Any) -> ZoneInfo | None:  # Any: a person, or none on pages before sign-in
    try:
        return ZoneInfo(person.time_zone) if person is not None and person.time_zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def rendered(template: str, values: Mapping[str, Any]) -> str:  # Any: a template's values
    """A template's text. Values it does not know are an error, so that nothing is silently empty."""
    return templates().get_template(template).render(values)


def text(value: object) -> Markup:
    """Any value as text that is safe in a page."""
    return escape(str(value))
