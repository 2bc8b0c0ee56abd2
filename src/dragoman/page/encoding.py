"""From bytes to words: which encoding a page is in, by its byte-order mark, its bytes, what it declares, or a guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_SAFE = re.compile(
    r"(?:utf[-_]?(?:8|16|32)|iso[-_]?8859|latin|cp\d|windows|mac|koi8|gb|big5|shift|euc|ascii|us-ascii|tis)"
)
# WHATWG: who declares Latin 1 or ASCII means Windows-1252, whose curly quotes and « œ » Latin 1 lacks.
_AS_WINDOWS = {"iso8859-1", "ascii", "latin-1"}
_GUESSED = ["cp1252", "mac_roman", "cp850", "cp1250", "cp1251", "cp1254", "cp1256", "shift_jis", "gb18030", "big5"]
_SAMPLE = 1 << 16
_HIGH = (
    "\\u0080-\\u00bf\\u0152\\u0153\\u0160\\u0161\\u0178\\u017d\\u017e\\u0192\\u02c6\\u02dc\\u2013-\\u203a\\u20ac\\u2122"
)
_TWICE = re.compile(rf"[\u00c2\u00c3\u00c5][{_HIGH}]|\u00e2[\u0080\u20ac][{_HIGH}]")
"""« Ã© », « â€™ »: letters whose UTF-8 was read as Windows-1252 and written as UTF-8 again."""
_BEGIN_TWICE = "\u00c2\u00c3\u00c5\u00e2"
LEAST_TWICE = 4
"""How many of them a page must have: one may be meant."""
_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's words, the encoding they were read in, and what its reader should know."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The words in the bytes; never raises.

    In order of trust: byte-order mark, bytes that are UTF-8 throughout (whatever is declared: chance does not write
    valid UTF-8), what is declared (``declared``: by a server; else in the first 4096 bytes), UTF-8 with a few broken
    bytes, a guess. NUL and other control characters are taken out.
    """
    found = (
        _marked(data)
        or _wide(data)
        or _utf8(data)
        or _as_declared(data, declared)
        or _broken_utf8(data)
        or _guessed(data)
    )
    found = _once_encoded(found)
    text, count = _UNWANTED.subn("", found.text)
    if not count:
        return found
    return Decoded(
        text, found.encoding, (*found.warnings, f"{count} control characters (NUL and the like) were taken out")
    )


def _once_encoded(found: Decoded) -> Decoded:
    """The words of a page that was encoded twice (« AlgÃ©rie » for « Algérie »); others as they are."""
    if sum(map(found.text.count, _BEGIN_TWICE)) < LEAST_TWICE:  # as nearly every page, told in a tenth of the time
        return found
    count = len(_TWICE.findall(found.text))
    if count < LEAST_TWICE or count < sum(char in "éèàçùêîôâ’" for char in found.text):
        return found
    text = _TWICE.sub(_letter, found.text)
    return Decoded(text, found.encoding, (*found.warnings, "the page was encoded twice; its letters were put right"))


def _letter(twice: re.Match[str]) -> str:
    """The letter whose bytes were taken for several; what is none stays."""
    try:
        return b"".join(_byte(char) for char in twice[0]).decode("utf-8")
    except UnicodeDecodeError:
        return twice[0]


def _byte(char: str) -> bytes:
    return char.encode("latin-1") if char <= "\xff" else char.encode("cp1252", "replace")


def looks_wide(head: bytes) -> bool:
    """Whether bytes without a mark read as UTF-16: every other byte NUL, as in Latin script."""
    return _wide_encoding(head) is not None


def _marked(data: bytes) -> Decoded | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _read(data[len(bom) :], encoding)
    return None


def _wide(data: bytes) -> Decoded | None:
    encoding = _wide_encoding(data[:_SAMPLE])
    return _read(data, encoding) if encoding else None


def _wide_encoding(head: bytes) -> str | None:
    if len(head) < 8 or b"\0" not in head[:64]:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    named = _DECLARED.search(data[:4096])
    for name in (declared, named[1].decode("ascii", "ignore") if named else None):
        encoding = _known(name)
        if encoding and not encoding.startswith("utf"):
            return _read(data, encoding)
    return None


def _known(name: str | None) -> str | None:
    if not name or not _SAFE.match(name.lower()):
        return None
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return "cp1252" if found in _AS_WINDOWS else found


def _broken_utf8(data: bytes) -> Decoded | None:
    """UTF-8 that a cut or a stray byte broke: at least twenty good sequences for each bad one."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text[:_SAMPLE]) - text[:_SAMPLE].count("\ufffd")
    if good < 20 * max(text[:_SAMPLE].count("\ufffd"), 1) and not (
        broken == 1 and len(text) - text.index("\ufffd") < 4
    ):
        return None
    return Decoded(text, "utf-8", (f"{broken} bytes are not UTF-8 and were replaced",))


def _guessed(data: bytes) -> Decoded:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:_SAMPLE], cp_isolation=_GUESSED).best()
    encoding = best.encoding if best is not None else "cp1252"
    found = _read(data, "cp1252" if encoding == "ascii" else encoding)
    return Decoded(found.text, found.encoding, (*found.warnings, f"no encoding is declared; read as {found.encoding}"))


def _read(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    broken = text.count("\ufffd")
    return Decoded(text, encoding, (f"{broken} bytes are not {encoding} and were replaced",) if broken else ())
