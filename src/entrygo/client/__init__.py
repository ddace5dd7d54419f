"""The Python client; it sees the contract alone.

``client.plan/execute/inspect``, ``client.orders.sync``, ``client.products.sync``, ``client.exports.*``: keyword
arguments in the API's camelCase, plain dict results, one error type. :class:`EntryGo` waits, :class:`AsyncEntryGo`
awaits; everything else is the same.
"""

from entrygo.client.client import AsyncEntryGo, EntryGo
from entrygo.client.wire import EntryGoError

__all__ = ["AsyncEntryGo", "EntryGo", "EntryGoError"]
