"""The files that pages are given: our own and the bundled ones, read once, named by their digests."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

MEDIA = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
}
BUNDLED = {"inter.woff2": "bundled/inter.woff2", "htmx.js": "bundled/htmx.js"}
OURS = ("console.css", "console.js", "live.js", "grid.js", "keys.js", "mark.svg")
FOREVER = "public, max-age=31536000, immutable"
NOT_BUILT = (
    "The console's htmx, font and icons are missing; they are fetched when the project is installed "
    "(`make setup`, or pip install)."
)
_AROUND = re.compile(r"<svg\b[^>]*>|<!--.*?-->|</svg>|\n\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; ``packed`` is its gzip, or ``None`` where packing gains nothing."""

    name: str
    content: bytes
    packed: bytes | None
    digest: str

    @property
    def url(self) -> str:
        """Where it is: the digest makes a changed file a new address."""
        return f"/console/assets/{self.digest}/{self.name}"

    @property
    def media_type(self) -> str:
        """By its ending."""
        return MEDIA[self.name.rpartition(".")[2]]


@cache
def assets() -> dict[str, Asset]:
    """Every file by its name. ``FileNotFoundError`` with what to do where the bundled ones are not there."""
    found = {name: _asset(name, _content(place)) for name, place in BUNDLED.items()}
    for name in OURS:
        content = _content(name).replace(b"url(inter.woff2)", f"url({found['inter.woff2'].url})".encode())
        found[name] = _asset(name, content)
    return found


@cache
def icon(name: str) -> Markup:
    """An icon as inline SVG, coloured by the text around it and left out by readers of the page's words."""
    drawn = _AROUND.sub("", _content(f"bundled/icons/{name}.svg").decode())
    return Markup(  # noqa: S704 - the package's own drawing
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def _content(place: str) -> bytes:
    source = files("entrygo.surfaces.console") / "assets" / place
    if not source.is_file():
        raise FileNotFoundError(NOT_BUILT if place.startswith("bundled/") else f"asset {place} is missing")
    return source.read_bytes()


def _asset(name: str, content: bytes) -> Asset:
    packed = gzip.compress(content, 9, mtime=0)
    digest = hashlib.sha256(content).hexdigest()[:8]
    return Asset(name, content, packed if len(packed) < len(content) * 9 // 10 else None, digest)
