"""A page as a test reads it."""

from lxml import html


def links(page: html.HtmlElement) -> list[str]:
    """Where a page's links lead."""
    return [str(href) for href in page.xpath("//a/@href")]


def said(page: html.HtmlElement) -> str:
    """What a page says."""
    return " ".join(page.xpath("//main")[0].text_content().split())
