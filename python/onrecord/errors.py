"""The errors that the library raises. Each has a stable ``code`` and ``to_dict()``."""

from __future__ import annotations

from typing import Any


class Error(Exception):
    """Base of all errors of this library.

    ``code`` is a stable short name, ``details`` what a program may want to know (file, rule, key, row, byte).
    """

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code
        self.details: dict[str, Any] = {k: v for k, v in details.items() if v is not None}

    def to_dict(self) -> dict[str, Any]:
        """The error as plain data: ``code``, ``message`` and the details."""
        return {"code": self.code, "message": self.message, **self.details}

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.message, self.code, self.details))


def _rebuild(cls: type[Error], message: str, code: str, details: dict[str, Any]) -> Error:
    return cls(message, code=code, **details)


class RuleError(Error):
    """A rule pack that cannot be used: names ``file``, ``rule``, ``key``, ``position`` and how to mend it (``mend``)."""

    code = "rule"


class InputError(Error):
    """An input that cannot be read: names ``file``, ``row`` or ``byte``."""

    code = "input"


class EncodingError(InputError):
    """Bytes whose encoding could not be found; ``tried`` lists what was tried."""

    code = "encoding"


class LimitError(Error):
    """A text or field that is longer than a stated limit."""

    code = "limit"
