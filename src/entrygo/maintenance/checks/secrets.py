"""Whether the secrets in the database are sealed, with keys that are here."""

from entrygo.maintenance.checks.check import Case, Found, counted, fail, ok, warn
from entrygo.maintenance.secret_key import keyring_of
from entrygo.store.database import Database
from entrygo.store.sealed_rows import sealed_with, unopenable

MOST_NAMED = 3
BRING = "Bring the key, or restore a backup that has it."


def secrets(case: Case, held: Database) -> Found:
    """Whether every secret is sealed, and opens."""
    keyring = keyring_of(case.settings)
    with held.survey() as connection:
        found = sealed_with(connection)
    if absent := sorted(each for each in found if each is not None and each not in keyring.ids):
        return fail(keyring.missing(absent[0]), BRING)
    if unopened := unopenable(held, keyring):
        return fail(
            f"Altered or moved, so that it does not open: {', '.join(unopened[:MOST_NAMED])}.",
            "Someone wrote to the database: give the webhook a new secret, or restore a backup.",
        )
    if in_clear := found.get(None, 0):
        words = f"{counted(in_clear, 'secret')} in clear in the database."
        if keyring.ids:
            return fail(words, "Seal what was written before there was a key: entrygo secret rotate")
        return warn(words, "On every node set ENTRYGO_SECRET_KEY (openssl rand -base64 32) and restart it.")
    return ok(f"{counted(sum(found.values()), 'secret')} sealed, with a key outside the database.")
