"""Indented XML written line by line from the root down: neither a tree nor the whole text stands in memory."""

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

from entrygo.contract.canonical import decimal_text

Text = str | Decimal | int | None
STEP = "  "
MOST_LINES = 4096
"""So many lines are gathered before they become bytes."""


def escaped(value: str | Decimal | int) -> str:
    """A value as the text of an element."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    text = str(value)
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


class XmlLines:
    """A file being written. Names and attributes are ours and stand as they are given; texts are escaped."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._lines = ["<?xml version='1.0' encoding='utf-8'?>"]
        self._opened: list[str] = []
        self._pad = ""

    def open(self, name: str, attributes: str = "") -> None:
        """An element within the one that is open; what follows stands in it until it is closed."""
        if len(self._lines) >= MOST_LINES:
            self._gather()
        self._lines.append(f"{self._pad}<{name} {attributes}>" if attributes else f"{self._pad}<{name}>")
        self._opened.append(name)
        self._pad += STEP

    def close(self, count: int = 1) -> None:
        """So many of the open elements end, the innermost first."""
        for _ in range(count):
            name = self._opened.pop()
            self._pad = self._pad[: -len(STEP)]
            if self._lines[-1] == f"{self._pad}<{name}>":
                self._lines[-1] = f"{self._pad}<{name} />"
            else:
                self._lines.append(f"{self._pad}</{name}>")

    def put(self, name: str, value: Text) -> None:
        """An element with this text; none where there is nothing to say."""
        if value is not None:
            self._lines.append(f"{self._pad}{_element(name, value)}")

    def coded(self, name: str, code: Text) -> None:
        """An element that holds a ``Code``; empty where there is none."""
        pad = self._pad
        if code is None:
            self._lines.append(f"{pad}<{name} />")
        else:
            self._lines.append(f"{pad}<{name}>\n{pad}{STEP}{_element('Code', code)}\n{pad}</{name}>")

    def pairs(self, name: str, stated: Mapping[str, Text]) -> None:
        """An element with ``Key`` and ``Value`` for each that is stated."""
        pad = self._pad
        self._lines += [
            f"{pad}<{name}>\n{pad}{STEP}<Key>{key}</Key>\n{pad}{STEP}{_element('Value', value)}\n{pad}</{name}>"
            for key, value in stated.items()
            if value is not None
        ]

    def finished(self) -> bytes:
        """The file, every element closed."""
        self.close(len(self._opened))
        self._gather()
        return self._out.getvalue()

    def _gather(self) -> None:
        self._out.write(("\n".join(self._lines) + "\n").encode())
        self._lines.clear()


def _element(name: str, value: str | Decimal | int) -> str:
    text = escaped(value)
    return f"<{name}>{text}</{name}>" if text else f"<{name} />"
