"""EntryGo: an export protocol server. sync -> plan -> execute -> inspect.

``from entrygo import EntryGo, EntryGoError`` gives the Python client; it is loaded when it is first asked for.
"""

from typing import TYPE_CHECKING

from entrygo.contract.version import VERSION

if TYPE_CHECKING:
    from entrygo.client import AsyncEntryGo, EntryGo, EntryGoError

__version__ = VERSION
__all__ = ["AsyncEntryGo", "EntryGo", "EntryGoError", "__version__"]


def __getattr__(name: str) -> object:
    """The client's names."""
    if name in __all__:
        from entrygo import client

        return getattr(client, name)
    raise AttributeError(f"module 'entrygo' has no attribute {name!r}")
