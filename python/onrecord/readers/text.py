"""Bytes to text, unchanged but for the decoding."""

from __future__ import annotations

import codecs

from ..errors import EncodingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Shifts of ISO-2022-JP, whose bytes are all ASCII and so pass for UTF-8.
_SHIFTS = (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I")
#: What the detector may choose from when a text is not UTF-8.
LEGACY = ("cp932", "euc_jp", "gb18030", "big5", "big5hkscs", "cp1252")
_LOOK = 1 << 20


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding.

    ``encoding`` is taken at its word; else a byte-order mark (which is no part of the text), then ISO-2022-JP by its
    shifts, then UTF-8, then what charset-normalizer makes of the bytes. Line ends stay as they are. Raises
    EncodingError that says what was tried and, where one is to blame, the byte.
    """
    if encoding is not None:
        return _strict(data, encoding, f"is not {encoding}")
    for mark, name in _MARKS:
        if data.startswith(mark) and not (name == "utf-32" and len(data) % 4):
            return _strict(data, name, f"has the mark of {name} but is not")
    if any(shift in data for shift in _SHIFTS):
        try:
            return data.decode("iso2022_jp_ext"), "iso2022_jp"
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as e:
        return _detect(data, e.start)


def _strict(data: bytes, name: str, what: str) -> tuple[str, str]:
    try:
        return data.decode(name), name
    except LookupError as e:
        raise EncodingError(f"no such encoding: {name}", tried=[name]) from e
    except UnicodeDecodeError as e:
        raise EncodingError(f"{what}: byte {e.start} cannot be decoded", tried=[name], byte=e.start) from e
    except UnicodeError as e:  # codecs that are no character encodings
        raise EncodingError(f"{what}: {e}", tried=[name]) from e


def _detect(data: bytes, bad: int) -> tuple[str, str]:
    """Not UTF-8 from byte ``bad`` on: either damaged UTF-8, or an older encoding."""
    look = data[max(bad - _LOOK // 2, 0) : bad + _LOOK // 2].decode("utf-8", "replace")
    broken = look.count("\ufffd")
    if sum(c > "\x7f" for c in look) > 20 * broken:
        raise EncodingError(
            f"is UTF-8 but for byte {bad}: mend the file, or name another encoding", tried=["utf-8"], byte=bad
        )
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(LEGACY)).best()
    if best is not None:
        try:
            return data.decode(best.encoding), best.encoding
        except UnicodeDecodeError:
            pass
    raise EncodingError(
        f"is neither UTF-8 (byte {bad} is not) nor any of {', '.join(LEGACY)}: name its encoding",
        tried=["utf-8", *LEGACY],
        byte=bad,
    )
