"""Weighing a PDF before any parser opens it: how much it unpacks to, and of how many words of syntax it is made.

A parser unpacks the object streams of a PDF (ISO 32000-1, 7.5.7) while it opens the file and makes an object of each
word in them, so 60 kB can fill gigabytes before the first question can be put to it. Here every packed stream is
unpacked once, piece by piece, and only counted. Where a stream begins is taken from the keyword alone and never from
the dictionaries, which a hostile file may word so that each program reads them differently.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable, Iterator, Sequence

from foundation.uploads.rules import DamagedUpload, TooComplex, UncheckableCompression, UnpacksTooLarge, UploadLimits

_PIECE_IN = 1 << 16
_PIECE_OUT = 1 << 20
_SPACE = b"\x00\t\n\x0c\r "
# White space and delimiters (7.2.2): no text has more words than these, plus one.
_BREAKS = _SPACE + b"()<>[]{}/%"
# One byte in sixteen of packed data is among them by chance; a little more is forgiven, since files pack unevenly.
_BYTES_FOR_A_CHANCE_BREAK = 14
_STREAM = re.compile(rb"stream[\x00\t\x0c ]*(?:\r\n|\r|\n)?")
# An object stream begins with pairs of whole numbers; where they are missing the parser reads no further. Some pages
# begin so too and are counted with them, since only a dictionary could tell them apart.
_BLANK = rb"(?:[\x00\t\n\x0c\r ]++|%[^\r\n]*+[\r\n])*+"
_ONLY_BLANK = re.compile(_BLANK + rb"\Z")
_NO_OBJECT_STREAM = re.compile(
    _BLANK + rb"(?:[^\x00\t\n\x0c\r %0-9+-]|[+-]?[0-9]++" + _BLANK + rb"[^\x00\t\n\x0c\r %0-9+-])"
)
_FLATE = frozenset({"/FlateDecode", "/Fl"})
_HEXADECIMAL = frozenset({"/ASCIIHexDecode", "/AHx"})
_LETTERS = _HEXADECIMAL | {"/ASCII85Decode", "/A85"}
# Packings that cannot be counted in pieces here, and that the parser must therefore not meet. Flate replaced both of
# them in 1996.
_UNCOUNTED = frozenset({"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})


def _spelled(name: str) -> bytes:
    """A pattern for a name in which any letter may be written as # and two digits (7.3.5)."""
    return ("/" + "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name[1:])).encode()


# A filter that is told elsewhere, by the number of an object, counts as one of them, for it is unknown before the file
# is opened; and so does one behind a comment, which no honest program writes there.
_UNCOUNTED_FILTER = re.compile(
    _spelled("/Filter") + rb"[\x00\t\n\x0c\r ]*+(?:\[[\x00\t\n\x0c\r ]*+)?+"
    + b"(?:[0-9%]|(?:" + b"|".join(map(_spelled, sorted(_UNCOUNTED))) + rb")(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]))"
)  # fmt: skip


class Scales:
    """Counts, over one whole file, what is unpacked from it."""

    def __init__(self, data: bytes, limits: UploadLimits) -> None:
        self._limit = limits.max_unpacked
        self._unpacked = 0
        # Streams that lie within each other would be read again and again; an honest file is read about once.
        self._readable = 2 * len(data) + _PIECE_OUT

    def unpacked(self, packed: memoryview) -> Iterator[bytes]:
        """Yield what the Flate data at the beginning of `packed` unpacks to, in pieces; nothing if there is none.

        Damaged data ends early: what comes before the damage has been counted, and no reader gets further.
        Raises UnpacksTooLarge or UncheckableCompression.
        """
        if len(packed) < 2 or packed[0] & 15 != zlib.DEFLATED or (packed[0] << 8 | packed[1]) % 31:
            return
        inflater = zlib.decompressobj()
        for start in range(0, len(packed), _PIECE_IN):
            rest: bytes | memoryview = packed[start : start + _PIECE_IN]
            self._readable -= len(rest)
            if self._readable < 0:
                raise UncheckableCompression
            while rest and not inflater.eof:
                try:
                    piece = inflater.decompress(rest, _PIECE_OUT)
                except zlib.error:
                    return
                self._unpacked += len(piece)
                if self._unpacked > self._limit:
                    raise UnpacksTooLarge(limit=self._limit)
                if piece:
                    yield piece
                rest = inflater.unconsumed_tail
            if inflater.eof:
                self._readable += len(inflater.unused_data)
                return


def weigh(data: bytes, limits: UploadLimits) -> Scales:
    """Check that a parser may open this PDF, and return the scales for what only the opened file shows.

    Raises UncheckableCompression, UnpacksTooLarge or TooComplex.
    """
    if _UNCOUNTED_FILTER.search(data):
        raise UncheckableCompression
    words = _breaks(data) - len(data) // _BYTES_FOR_A_CHANCE_BREAK
    scales = Scales(data, limits)
    view = memoryview(data)
    for keyword in _STREAM.finditer(data):
        counted: bool | None = None
        for piece in scales.unpacked(view[keyword.end() :]):
            if counted is None and not _ONLY_BLANK.match(piece):
                counted = _NO_OBJECT_STREAM.match(piece) is None
            words += _breaks(piece) if counted else 0
    if words > limits.max_tokens:
        raise TooComplex(limit=limits.max_tokens)
    return scales


def weigh_layers(filters: Sequence[str], read_raw: Callable[[], bytes], scales: Scales) -> None:
    """Count a stream packed below a layer of letters, such as [/ASCII85Decode /FlateDecode].

    Flate alone has been counted before the file was opened. `read_raw` gives the bytes as they stand in the file.
    Raises UncheckableCompression for packing within packing and for the packings that cannot be counted,
    DamagedUpload, or what the scales raise.
    """
    packings = [name for name in filters if name in _FLATE or name in _UNCOUNTED]
    if len(packings) > 1 or _UNCOUNTED.intersection(packings):
        raise UncheckableCompression
    if not packings or filters[0] not in _LETTERS:
        return
    if filters[1] not in _FLATE:
        raise UncheckableCompression
    text = read_raw().translate(None, _SPACE)
    try:
        if filters[0] in _HEXADECIMAL:
            packed = bytes.fromhex(text.partition(b">")[0].decode("ascii"))
        else:
            packed = base64.a85decode(text.partition(b"~")[0])
    except ValueError as error:
        raise DamagedUpload(detail=str(error)) from None
    for _piece in scales.unpacked(memoryview(packed)):
        pass


def _breaks(text: bytes) -> int:
    return len(text) - len(text.translate(None, _BREAKS))
