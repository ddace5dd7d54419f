"""A bulkhead: so many tries at a time, so that what hangs cannot take every thread of the process with it."""

import threading


class Places:
    """Places for ``most`` runs, by their keys. Safe to use from many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._keys: set[str] = set()
        self._lock = threading.Lock()

    def take(self, key: str) -> bool:
        """Take a place; False where none is free, or where the key has one already."""
        with self._lock:
            if key in self._keys or len(self._keys) >= self._most:
                return False
            self._keys.add(key)
            return True

    def occupy(self, key: str) -> None:
        """Take a place in any case: of a run that begins without having been started here."""
        with self._lock:
            self._keys.add(key)

    def free(self, key: str) -> None:
        """Give the key's place back, if it has one."""
        with self._lock:
            self._keys.discard(key)
