"""Passwords: hashed by argon2id with the parameters OWASP advises, and what makes one too weak.

A hash takes 19 MiB and about a tenth of a second of a processor, so two are made at a time; whoever else signs in
waits.
"""

import re
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from entrygo.contract.requests.issues import issue, validation_problem

LEAST, MOST = 12, 256
COMMONEST = 10_000
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_GATE = threading.BoundedSemaphore(2)
_TAIL = re.compile(r"[\d\W_]+$")


def hash_of(password: str) -> str:
    """A salted hash, with its parameters."""
    with _GATE:
        return _HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether a password is that of a hash. Without a hash the answer is no, after the same time."""
    with _GATE:
        try:
            return _HASHER.verify(kept or _nobodys(), password[:MOST]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobodys() -> str:
    return _HASHER.hash("the password of nobody")


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than a new one would be."""
    return _HASHER.check_needs_rehash(kept)


def require_strong(password: str, *, email: str, name: str, field: str = "password") -> None:
    """VALIDATION_ERROR with everything that makes it too weak."""
    faults = [issue(field, words, "custom") for words in _weaknesses(password, email, name)]
    if faults:
        raise validation_problem(faults)


def _weaknesses(password: str, email: str, name: str) -> list[str]:
    plain = password.casefold()
    faults = []
    if len(password) < LEAST:
        faults.append(f"Take at least {LEAST} characters; several words are easy to keep in mind")
    if len(password) > MOST:
        faults.append(f"Take at most {MOST} characters")
    if len(set(plain)) < 5:
        faults.append("Take more than a few different characters")
    if plain in _common() or _TAIL.sub("", plain) in _common():
        faults.append("This is one of the passwords that are tried first; take another")
    local = email.partition("@")[0]
    named = [part for part in (local, *re.split(r"[\W_]+", f"{local} {name}")) if len(part) >= 4]
    if any(part.casefold() in plain for part in named):
        faults.append("Leave your name and e-mail address out of it")
    return faults


@cache
def _common() -> frozenset[str]:
    """The passwords people use most, loaded when the first one is chosen."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    passwords = FREQUENCY_LISTS["passwords"]
    return frozenset([*passwords[:COMMONEST], *(each for each in passwords if len(each) >= LEAST)])
