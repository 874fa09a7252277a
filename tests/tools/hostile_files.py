"""Files that people should not send, built from a few words. Nothing here is stored; every file is made when asked for.

PDFs are written out by hand, since a library would refuse to write what these need to hold, or would write it better.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence

import pikepdf

# PDF ---------------------------------------------------------------------------------------------------------------


def pdf(*bodies: bytes, trailer: bytes = b"") -> bytes:
    """A PDF with these objects, numbered from 1; the first is the catalog."""
    file = io.BytesIO()
    file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    table = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    file.write(b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (len(bodies) + 1, trailer))
    file.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return file.getvalue()


def stream(data: bytes, dictionary: bytes = b"") -> bytes:
    """The body of a stream object."""
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (dictionary, len(data), data)


def flate_stream(data: bytes, dictionary: bytes = b"") -> bytes:
    """The body of a packed stream object."""
    return stream(zlib.compress(data, 9), dictionary + b"/Filter /FlateDecode")


def one_page(
    *,
    catalog: bytes = b"",
    page: bytes = b"",
    contents: bytes | None = None,
    more: Sequence[bytes] = (),
    trailer: bytes = b"",
) -> bytes:
    """A PDF of one page with these entries added to its catalog and its page; `more` are objects from 5 on."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
        b"<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Resources << >> /Contents 4 0 R %b >>" % page,
        contents or stream(b"0 0 m 9 9 l S"),
        *more,
        trailer=trailer,
    )


def clicked(action: bytes) -> bytes:
    """A PDF of one page with a link whose action stands directly in the note, which stands directly in the page."""
    link = b"<< /Type /Annot /Subtype /Link /Rect [ 0 0 99 99 ] /A << %b >> >>" % action
    return one_page(page=b"/Annots [ %b ]" % link)


def pages(count: int) -> bytes:
    """A PDF of this many empty pages."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [ %b ] >>" % (count, b" ".join(b"%d 0 R" % (3 + i) for i in range(count))),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 9 9 ] /Resources << >> >>"] * count,
    )


def tagged() -> bytes:
    """A small accessible PDF: tags, languages, a described figure, a table header, a bookmark, a web link."""
    marked = b"/P << /MCID 0 >> BDC 0 0 m 9 9 l S EMC /Figure << /MCID 1 >> BDC 9 9 m 0 9 l S EMC"
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R /Lang (ar) /MarkInfo << /Marked true >> /StructTreeRoot 5 0 R"
        b" /Outlines 11 0 R /ViewerPreferences << /DisplayDocTitle true >> /OpenAction [ 3 0 R /Fit ] >>",
        b"<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Resources << >> /Contents 4 0 R /Tabs /S"
        b" /StructParents 0 /Annots [ 10 0 R ] >>",
        stream(marked),
        b"<< /Type /StructTreeRoot /K 6 0 R /ParentTree << /Nums [ 0 [ 7 0 R 8 0 R ] 1 9 0 R ] >>"
        b" /RoleMap << /Movie /Span >> >>",
        b"<< /Type /StructElem /S /Document /P 5 0 R /Lang (ar) /K [ 7 0 R 8 0 R 9 0 R ] >>",
        b"<< /Type /StructElem /S /TH /P 6 0 R /Pg 3 0 R /K 0 /A << /O /Table /Scope /Column >> >>",
        b"<< /Type /StructElem /S /Figure /P 6 0 R /Pg 3 0 R /K 1 /Alt (A map of the crossing) >>",
        b"<< /Type /StructElem /S /Link /P 6 0 R /K << /Type /OBJR /Obj 10 0 R /Pg 3 0 R >> >>",
        b"<< /Type /Annot /Subtype /Link /Rect [ 0 0 9 9 ] /StructParent 1 /Contents (The convention)"
        b" /A << /S /URI /URI (https://example.org/text) >> >>",
        b"<< /Type /Outlines /First 12 0 R /Last 12 0 R /Count 1 >>",
        b"<< /Title (One) /Parent 11 0 R /Dest [ 3 0 R /Fit ] /A << /S /GoTo /D [ 3 0 R /Fit ] >> >>",
    )


def with_object_stream(packed: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A PDF that keeps object 10 in an object stream, whose packed form (with its numbers "10 0 ") is given."""
    file = io.BytesIO()
    places = {}
    bodies = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Extra 10 0 R >>",
        2: b"<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 9 9 ] /Resources << >> >>",
        5: stream(packed, b"/Type /ObjStm /N 1 /First 5 /Filter %b" % filters),
    }
    file.write(b"%PDF-1.7\n")
    for number, body in bodies.items():
        places[number] = file.tell()
        file.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    places[6] = file.tell()
    rows = [
        b"\1" + places[n].to_bytes(4, "big") + b"\0" if n in places else b"\2\0\0\0\5\0" if n == 10 else bytes(6)
        for n in range(11)
    ]
    table = stream(b"".join(rows), b"/Type /XRef /Size 11 /Root 1 0 R /W [ 1 4 1 ]")
    file.write(b"6 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, places[6]))
    return file.getvalue()


def encrypted(*, user: str, owner: str) -> bytes:
    """A PDF that asks for a password to open it, or, with an empty `user`, one that only forbids things."""
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page())) as document:
        document.save(locked, encryption=pikepdf.Encryption(user=user, owner=owner, R=6))
    return locked.getvalue()


# DOCX --------------------------------------------------------------------------------------------------------------

OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN = f"{OFFICE}.wordprocessingml.document.main+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

Relation = tuple[str, str, str]
"""Kind, target, and "External" or "Internal"."""


def zipped(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these parts, in this order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, content in parts.items() if isinstance(parts, Mapping) else parts:
            package.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def relationships(relations: Sequence[Relation]) -> bytes:
    """A relationships part; the ids are rId1, rId2 and so on."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATION}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(relations, start=1)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{namespace}">{rows}</Relationships>'.encode()


def docx_parts(
    body: str = "<w:p><w:r><w:t>Some words of text.</w:t></w:r></w:p>",
    *,
    main_kind: str = MAIN,
    relations: Sequence[Relation] = (),
    kinds: Mapping[str, str] | None = None,
    more: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The parts of a DOCX with this body; `kinds` tells the content types of the parts in `more`."""
    overrides = {"/word/document.xml": main_kind, **{f"/{name}": kind for name, kind in (kinds or {}).items()}}
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return {
        "[Content_Types].xml": (
            f'<?xml version="1.0"?><Types xmlns="{namespace}"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="png" ContentType="image/png"/>{types}</Types>'
        ).encode(),
        "_rels/.rels": relationships([("officeDocument", "word/document.xml", "Internal")]),
        "word/document.xml": f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'.encode(),
        "word/_rels/document.xml.rels": relationships(relations),
        **(more or {}),
    }


def docx(
    body: str = "<w:p><w:r><w:t>Some words of text.</w:t></w:r></w:p>",
    *,
    main_kind: str = MAIN,
    relations: Sequence[Relation] = (),
    kinds: Mapping[str, str] | None = None,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A DOCX; see docx_parts."""
    return zipped(docx_parts(body, main_kind=main_kind, relations=relations, kinds=kinds, more=more))


def claiming_size(package: bytes, part: str, size: int) -> bytes:
    """The same ZIP, saying in both its lists that this part unpacks to `size` bytes."""
    changed = bytearray(package)
    for signature, name_at, size_at in ((b"PK\x01\x02", 46, 24), (b"PK\x03\x04", 30, 22)):
        place = changed.find(signature)
        while not changed[place + name_at :].startswith(part.encode()):
            place = changed.index(signature, place + 1)
        struct.pack_into("<I", changed, place + size_at, size)
    return bytes(changed)


def with_encrypted_part(package: bytes) -> bytes:
    """The same ZIP, with the first part marked as encrypted."""
    changed = bytearray(package)
    changed[package.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def encrypted_docx() -> bytes:
    """The beginning of what Word writes for a DOCX with a password: an OLE container with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(1024)


# Others ------------------------------------------------------------------------------------------------------------

PROGRAM = b"MZ\x90\x00" + bytes(200)
WEB_PAGE = b"<!doctype html><html><script>alert(1)</script></html>"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
