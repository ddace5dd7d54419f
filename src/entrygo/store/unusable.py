"""Why a database or a home cannot be used at all, in words for whoever typed a command."""

from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError

HOME_FAULTS = (PermissionError, NotADirectoryError, IsADirectoryError, FileExistsError)


def why_unusable(error: BaseException) -> str | None:
    """The words of a fault that is the installation's: its files or its database; ``None`` of any other."""
    if isinstance(error, HOME_FAULTS):
        return f"{error.filename or 'The home'} cannot be used: {error.strerror or error}."
    if isinstance(error, NoSuchModuleError | ArgumentError):
        return "ENTRYGO_DATABASE_URL is no address of a database: postgresql://USER:PASSWORD@HOST/NAME."
    if isinstance(error, OperationalError | DatabaseError):
        return f"The database cannot be used: {_first_line(error)}. Nothing was changed; see entrygo doctor."
    return None


def _first_line(error: DBAPIError) -> str:
    return (str(error.orig or error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
