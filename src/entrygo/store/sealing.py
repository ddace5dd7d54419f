"""Secrets that lie in the database: each is sealed with a key that does not.

The sealed form is text, ``sealed:1:<key id>:<Base64 of nonce and ciphertext>``, by AES-256-GCM. What the secret is of
(a table, a column, a row) is bound into it: moved to another row it does not open.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from entrygo.store.secret_fault import SecretFault

PREFIX = "sealed:1:"
NONCE_BYTES = 12
KEY_ID_DIGITS = 8


class Keyring:
    """The keys of an installation: the first seals, all open. Without any, secrets are kept as they are.

    A key is any text that nobody guesses, of which the real key is derived. ``again`` reads the keys anew, where a
    sealed secret names one that is not among them: another process may have rotated them.
    """

    def __init__(self, keys: Sequence[str] = (), *, again: Callable[[], Sequence[str]] | None = None) -> None:
        self._again = again
        self._keys = _derived(keys)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the keys, that of the sealing one first."""
        return tuple(self._keys)

    def seal(self, secret: str, *, of: str) -> str:
        """The sealed form of a secret; ``of`` names what it belongs to, the same when it is opened."""
        if not self._keys:
            return secret
        key_id, cipher = next(iter(self._keys.items()))
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + cipher.encrypt(nonce, secret.encode(), of.encode())
        return f"{PREFIX}{key_id}:{base64.b64encode(sealed).decode()}"

    def open(self, kept: str, *, of: str) -> str:
        """The secret of a sealed form. Raises :class:`SecretFault` where no key opens it.

        What is not sealed is answered as it is: it was written before there was a key.
        """
        key_id = key_id_of(kept)
        if key_id is None:
            return kept
        if key_id not in self._keys and self._again is not None:
            self._keys = _derived(self._again())
        if key_id not in self._keys:
            raise SecretFault(self.missing(key_id))
        try:
            sealed = base64.b64decode(kept.rpartition(":")[2], validate=True)
            opened = self._keys[key_id].decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], of.encode())
        except (InvalidTag, ValueError) as error:
            raise SecretFault(f"A secret in the database was altered or moved: {of}.") from error
        return opened.decode()

    def missing(self, key_id: str) -> str:
        """The words on a key that is not among these."""
        return (
            f"The secrets in this database are sealed with key {key_id}, which is not here "
            f"({', '.join(self.ids) or 'no key'}). Set ENTRYGO_SECRET_KEY to it, or bring the secret.key of the home "
            "that made it."
        )


def key_id_of(kept: str) -> str | None:
    """The id of the key that a secret is sealed with; ``None`` where it lies in clear."""
    return kept[len(PREFIX) :].partition(":")[0] if kept.startswith(PREFIX) else None


def _derived(keys: Sequence[str]) -> dict[str, AESGCM]:
    """The ciphers by their keys' ids. The id says nothing of the key: it is of another digest."""
    ciphers = {}
    for key in keys:
        real = HKDF(SHA256(), length=32, salt=None, info=b"entrygo secrets at rest").derive(key.encode())
        ciphers[hashlib.sha256(b"entrygo key id" + real).hexdigest()[:KEY_ID_DIGITS]] = AESGCM(real)
    return ciphers


NO_KEYS = Keyring()
