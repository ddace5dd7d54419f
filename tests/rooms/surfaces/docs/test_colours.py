"""Every colour of text stands out from its ground, in light and dark."""

import re

from entrygo.surfaces.docs.routes import asset

GROUNDS = ("paper", "card", "sunk")
NO_TEXT = (*GROUNDS, "line", "rule", "blocked-ground")


def test_every_colour_of_text_stands_out_from_its_ground() -> None:
    """WCAG AA: a contrast of 4.5."""
    themes = re.findall(r":root \{([^}]*)\}", asset("docs.css").decode())
    assert len(themes) == 2
    for theme in themes:
        colours = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", theme))
        for name in set(colours) - set(NO_TEXT):
            for ground in GROUNDS:
                contrast = _contrast(colours[name], colours[ground])
                assert contrast >= 4.5, f"{name} on {ground}: {contrast:.2f}"
        assert _contrast(colours["blocked"], colours["blocked-ground"]) >= 4.5


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
