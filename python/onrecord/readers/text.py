"""Bytes to text, unchanged but for the decoding."""

from __future__ import annotations

import codecs

from ..errors import EncodingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What the detector may choose from when a text is not UTF-8.
LEGACY = ["cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp950", "cp1252", "latin_1"]


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding.

    ``encoding`` is taken at its word; else a byte-order mark, then UTF-8, then what charset-normalizer makes of the
    bytes. Line ends stay as they are. Raises EncodingError that says what was tried.
    """
    if encoding is not None:
        try:
            return data.decode(encoding), encoding
        except LookupError as e:
            raise EncodingError(f"no such encoding: {encoding}", tried=[encoding]) from e
        except UnicodeDecodeError as e:
            raise EncodingError(
                f"not {encoding}: byte {e.start} cannot be decoded", tried=[encoding], byte=e.start
            ) from e
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), name
            except UnicodeDecodeError as e:
                raise EncodingError(f"a {name} mark, but byte {e.start} is not", tried=[name], byte=e.start) from e
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as first:
        from charset_normalizer import from_bytes

        best = from_bytes(data, cp_isolation=LEGACY).best()
        if best is None:
            tried = ["utf-8", *LEGACY]
            raise EncodingError(
                f"neither UTF-8 (byte {first.start} is not) nor any of {', '.join(LEGACY)}; name it with encoding=",
                tried=tried,
                byte=first.start,
            ) from first
        return data.decode(best.encoding), best.encoding
