"""Which code may serve which schema, so that an installation is upgraded node by node.

Migrations add and never take away, so the code of one release runs on the schema of the next: while nodes are replaced
one after the other, the first new one migrates and the old ones go on. The database itself says from which revision
on code may serve it; code that meets a schema it does not know asks there, and refuses in words where the answer is no.
"""

from collections.abc import Sequence

COMPATIBLE_SINCE = "0001"
"""The oldest revision whose code may serve this version's schema. Raised only by a migration that is not additive."""
SEALED_SINCE = "0010"
"""The oldest revision whose code opens sealed secrets; older code would take the sealed form for the secret itself."""
COMPATIBLE_NAME = "schema_compatible_since"
"""The row of ``installation`` that holds it."""


class SchemaFault(RuntimeError):
    """The database cannot be served or migrated as it is; the message is for a person."""


def is_ahead(revision: str | None, known: Sequence[str]) -> bool:
    """Whether a newer version made the schema."""
    return revision is not None and revision not in known


def may_serve(known: Sequence[str], compatible_since: str | None) -> bool:
    """Whether code that knows these revisions (newest first) may serve a schema that is ahead of it."""
    return compatible_since is not None and compatible_since <= known[0]


def require_servable(revision: str | None, known: Sequence[str], compatible_since: str | None) -> None:
    """Raise :class:`SchemaFault` for a schema that is ahead of this code and not compatible with it."""
    if is_ahead(revision, known) and not may_serve(known, compatible_since):
        since = (
            f"it takes code of revision {compatible_since} or newer"
            if compatible_since
            else "it says nothing more"
        )
        raise SchemaFault(
            f"A newer version of EntryGo made this database: it is at revision {revision}, this version knows "
            f"up to {known[0]}, and {since}. "
            "Nothing was changed. Run the newer version, or restore a backup of this one's."
        )
