"""The classifier that ships inside: a fresh installation proposes codes without a network.

``scripts/make_classifier.py`` writes the file; NOTICE names what went into it.
"""

from functools import lru_cache
from importlib.resources import files

from entrygo.classify.edition import Edition, open_edition

FILE = "shipped.classifier"


@lru_cache(maxsize=1)
def shipped_edition() -> Edition:
    """The edition, opened once a process."""
    return open_edition(files(__package__).joinpath(FILE).read_bytes())
