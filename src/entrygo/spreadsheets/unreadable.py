"""Why a file is no table."""


class UnreadableFileError(Exception):
    """The bytes are no table; the message says why and what to save instead. ``row`` is where reading stopped."""

    def __init__(self, message: str, *, row: int = 1, code: str = "custom") -> None:
        super().__init__(message)
        self.row, self.code = row, code
