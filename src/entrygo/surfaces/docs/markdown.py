"""Markdown to HTML: anchors on headings, code coloured by classes, tables that scroll, blocks the site itself draws."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

Drawn = Callable[[str], str]
TABLE = '<div class="table" tabindex="0" role="region" aria-label="Table"><table>\n'
_UNSPOKEN = {"", "text", "console"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: how deep, its anchor, its words."""

    depth: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's HTML and its headings."""

    html: str
    headings: tuple[Heading, ...]


def render(markdown: str, drawn: Mapping[str, Drawn]) -> Rendered:
    """The HTML of a page. ``drawn`` makes the blocks whose first word names them: a diagram, a sample."""
    parser = _parser()
    tokens = parser.parse(markdown)
    headings = _anchor(tokens)
    _label(tokens)
    return Rendered(parser.renderer.render(tokens, parser.options, {"drawn": drawn}), headings)


def coloured(code: str, language: str) -> str:
    """Code as HTML with a class a word; as it is, where nobody knows the language."""
    if language in _UNSPOKEN:
        return html.escape(code)
    try:
        lexer = get_lexer_by_name({"sh": "bash"}.get(language, language))
    except ClassNotFound:
        return html.escape(code)
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))


def code_block(code: str, language: str) -> str:
    """A block of code that can be scrolled by keys and copied."""
    spoken = html.escape(language or "text")
    return (
        f'<div class="code" data-language="{spoken}"><pre tabindex="0" aria-label="Code: {spoken}"><code>'
        f"{coloured(code, language)}</code></pre></div>\n"
    )


def slug(words: str) -> str:
    """The anchor of a heading."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "section"


def _anchor(tokens: Sequence[Token]) -> tuple[Heading, ...]:
    """Give every heading its anchor, a number behind those that are there already."""
    headings: list[Heading] = []
    taken: dict[str, int] = {"content": 1}
    for number, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        words = "".join(each.content for each in tokens[number + 1].children or ())
        anchor = slug(words)
        taken[anchor] = taken.get(anchor, 0) + 1
        if taken[anchor] > 1:
            anchor = f"{anchor}-{taken[anchor]}"
        token.attrSet("id", anchor)
        headings.append(Heading(int(token.tag[1]), anchor, words))
    return tuple(headings)


def _label(tokens: Sequence[Token]) -> None:
    """Give every cell of a table its column's words: a narrow screen shows rows as cards."""
    heads: list[str] = []
    column = 0
    for number, token in enumerate(tokens):
        if "style" in token.attrs:  # where the cells of a column stand; no page has styles inline
            token.attrSet("class", str(token.attrs.pop("style")).rpartition(":")[2])
        if token.type == "thead_open":
            heads = []
        elif token.type == "th_open":
            heads.append(tokens[number + 1].content.replace("`", ""))
        elif token.type == "tr_open":
            column = 0
        elif token.type == "td_open":
            token.attrSet("data-label", heads[column])
            column += 1


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(
        ["table", "strikethrough"]
    )
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("code_block", _fence)
    parser.add_render_rule(
        "table_open", lambda *_: '<div class="table" tabindex="0" role="region" aria-label="Table"><table>\n'
    )
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    parser.add_render_rule("heading_close", _heading_close)
    return parser


def _fence(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    number: int,
    _options: Any,  # Any: the parser's
    env: Mapping[str, Any],  # Any: as render gives it
) -> str:
    token = tokens[number]
    language, _, rest = token.info.strip().partition(" ")
    made = env["drawn"].get(language)
    return str(made(rest)) if made else code_block(token.content.rstrip("\n"), language)


def _heading_close(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    number: int,
    _options: Any,  # Any: the parser's
    _env: Mapping[str, Any],  # Any: as render gives it
) -> str:
    anchor = html.escape(str(tokens[number - 2].attrGet("id")))
    words = html.escape(tokens[number - 1].content.replace("`", ""))
    link = f'<a class="anchor" href="#{anchor}" aria-label="Link to {words}">#</a>'
    return f"{link}</{tokens[number].tag}>\n"
