"""The one way in for a file that someone sends.

    checked = uploads.inspect(upload.filename, upload.read(), UploadLimits(max_bytes=20_000_000))

Three checks must agree, since each alone is easily deceived: the extension of the name, the first bytes (puremagic
knows some thousand kinds), and a parser that reads the whole file. What acts by itself is taken out where a reader
loses nothing by it, else the file is refused. The bytes that come back are written anew from what was read, so
nothing hides between, before or behind the parts.

The limits bound what one file may cost in time and memory, and hostile PDFs are read one at a time in a process.
"""

from __future__ import annotations

from foundation.uploads.rules import (
    MIME_TYPES,
    CheckedUpload,
    ContentMismatch,
    EmptyFile,
    EncryptedUpload,
    FileTooLarge,
    Kind,
    Removed,
    UploadLimits,
    named,
)

_SIGNATURES: dict[Kind, bytes] = {"pdf": b"%PDF-", "docx": b"PK\x03\x04"}
# An encrypted DOCX is no ZIP any more: it lies in a stream of this name inside the older OLE container
# ([MS-OFFCRYPTO], 2.3.4.4).
_OLE_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def inspect(filename: str, data: bytes, limits: UploadLimits) -> CheckedUpload:
    """Check an upload and clean it.

    `filename` is the name that the browser gave, `data` the whole file. Raises the UploadRefused that says why not,
    and nothing else, whatever the bytes are.
    """
    label, kind = named(filename)
    if not data:
        raise EmptyFile
    if len(data) > limits.max_bytes:
        raise FileTooLarge(size=len(data), limit=limits.max_bytes)
    _require_signature(kind, data)
    pages: int | None = None
    words: int | None = None
    removed: frozenset[Removed]
    # Each parser is loaded by the first upload that needs it, not by every process that starts.
    if kind == "pdf":
        from foundation.uploads import pdf

        cleaned, pages, removed = pdf.clean(data, limits)
    else:
        from foundation.uploads import docx

        cleaned, words, removed = docx.clean(data, limits)
    return CheckedUpload(
        kind=kind,
        mime=MIME_TYPES[kind],
        extension=f".{kind}",
        label=label,
        data=cleaned,
        pages=pages,
        words=words,
        cleaned=tuple(sorted(removed)),
    )


def _require_signature(kind: Kind, data: bytes) -> None:
    """Compare the first bytes with the extension.

    The signature must be the very first bytes. Readers of PDF search for it further on, which lets one file be a web
    page to one program and a PDF to another.
    """
    if kind == "docx" and data.startswith(_OLE_CONTAINER) and _ENCRYPTED_STREAM in data:
        raise EncryptedUpload
    import puremagic

    try:
        found = {match.extension for match in puremagic.magic_string(data)}
    except puremagic.PureError:
        found = set()
    if not data.startswith(_SIGNATURES[kind]) or f".{kind}" not in found:
        raise ContentMismatch(extension=f".{kind}")
