"""PDFs that someone sends: what is refused, what is taken out, and what stays as it was."""

import base64
import io
import tracemalloc
import zlib

import pikepdf
import pytest

from foundation.uploads import (
    DamagedUpload,
    Removed,
    TooComplex,
    TooManyPages,
    UncheckableCompression,
    UnpacksTooLarge,
    UploadLimits,
    UploadRefused,
    inspect,
)
from tests.tools import hostile_files as files

LIMITS = UploadLimits()
SMALL = UploadLimits(max_unpacked=1_000_000, max_tokens=10_000, max_objects=50, max_pages=20)
BLANKS = zlib.compress(b" " * 2_000_000)
SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
FILE = b"<< /Type /Filespec /F (a.exe) /UF (a.exe) /EF << /F 6 0 R >> >>"
ATTACHED = files.stream(b"MZ", b"/Type /EmbeddedFile")


def note(entries: bytes) -> bytes:
    """Entries of a page with a note that has these entries."""
    return b"/Annots [ << /Type /Annot /Rect [ 0 0 9 9 ] %b >> ]" % entries


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(files.one_page()[:-60], DamagedUpload, id="end missing"),
        pytest.param(b"%PDF-1.7\n", DamagedUpload, id="nothing but the first line"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 20, DamagedUpload, id="noise"),
        pytest.param(files.one_page().replace(b"/Kids", b"/Cats"), DamagedUpload, id="no pages"),
        pytest.param(files.pdf(b"<< /Type /Catalog >>"), DamagedUpload, id="no tree of pages"),
        pytest.param(
            files.pdf(
                b"<< /Type /Catalog /Pages 2 0 R >>",
                *[b"<< /Type /Pages /Count 2 /Kids [ %d 0 R %d 0 R ] >>" % (n, n) for n in range(3, 43)],
                b"<< /Type /Page /MediaBox [ 0 0 9 9 ] /Resources << >> >>",
            ),
            DamagedUpload,
            id="every branch of the tree twice: 2 to the power of 40 pages",
        ),
        pytest.param(
            files.pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [ 2 0 R ] >>"),
            DamagedUpload,
            id="a tree of pages that holds itself",
        ),
        pytest.param(files.pages(21), TooManyPages, id="too many pages"),
        pytest.param(files.one_page(more=[b"null"] * 50), TooComplex, id="too many objects"),
        pytest.param(files.one_page(page=b"/X [%b]" % (b"0 " * 12_000)), TooComplex, id="too many words"),
        pytest.param(
            files.with_object_stream(zlib.compress(b"10 0 [" + b"0 " * 12_000 + b"]")),
            TooComplex,
            id="too many words in an object stream",
        ),
        pytest.param(
            files.with_object_stream(zlib.compress(b" %\n" * 9 + b"10 0 [" + b"0 " * 12_000 + b"]")),
            TooComplex,
            id="too many words behind comments",
        ),
        pytest.param(files.one_page(contents=files.stream(BLANKS)), UnpacksTooLarge, id="bomb without a filter"),
        pytest.param(
            files.one_page(contents=files.stream(BLANKS, b"/Filter /FlateDecode")), UnpacksTooLarge, id="bomb as a page"
        ),
        pytest.param(
            files.one_page(more=[files.stream(BLANKS, b"/Filter/FlateDecode")]), UnpacksTooLarge, id="bomb unused"
        ),
        pytest.param(files.with_object_stream(BLANKS), UnpacksTooLarge, id="bomb as an object stream"),
        pytest.param(
            files.one_page(
                contents=files.stream(base64.a85encode(BLANKS) + b"~>", b"/Filter [/ASCII85Decode /FlateDecode]")
            ),
            UnpacksTooLarge,
            id="bomb in letters",
        ),
        pytest.param(
            files.one_page(contents=files.stream(BLANKS.hex().encode() + b">", b"/Filter [/AHx /Fl]")),
            UnpacksTooLarge,
            id="bomb in digits",
        ),
        pytest.param(
            files.one_page(contents=files.stream(zlib.compress(BLANKS), b"/Filter [/FlateDecode /FlateDecode]")),
            UncheckableCompression,
            id="bomb in a bomb",
        ),
        pytest.param(
            files.one_page(contents=files.stream(b"x", b"/Filter [/ASCII85Decode /ASCIIHexDecode /FlateDecode]")),
            UncheckableCompression,
            id="letters in letters",
        ),
        pytest.param(
            files.one_page(contents=files.stream(b"x", b"/Filter [/ASCII85Decode /FlateDecode]")),
            DamagedUpload,
            id="no letters",
        ),
        pytest.param(files.with_object_stream(b"x", b"/LZWDecode"), UncheckableCompression, id="LZW"),
        pytest.param(files.with_object_stream(b"x", b"[ /#4cZW ]"), UncheckableCompression, id="LZW in disguise"),
        pytest.param(files.with_object_stream(b"x", b"3 0 R"), UncheckableCompression, id="a filter told elsewhere"),
        pytest.param(
            files.one_page(contents=files.stream(b"x", b"/Filter [/ASCII85Decode /LZWDecode]")),
            UncheckableCompression,
            id="LZW in letters",
        ),
        pytest.param(
            files.one_page(contents=b"stream\n\x78\x9c" + b"stream\n\x78\x9c\x00\x00\x00\xff\xff" * 20_000),
            UncheckableCompression,
            id="streams within each other",
        ),
    ],
)
def test_a_pdf_that_cannot_be_read_safely_is_refused(content: bytes, refusal: type[UploadRefused]) -> None:
    with pytest.raises(UploadRefused) as refused:
        inspect("a.pdf", content, SMALL)
    assert type(refused.value) is refusal


def test_a_refusal_tells_the_figures() -> None:
    with pytest.raises(TooManyPages) as refused:
        inspect("a.pdf", files.pages(21), SMALL)
    assert refused.value.facts == {"pages": 21, "limit": 20}


def test_a_bomb_is_refused_in_little_memory() -> None:
    bomb = files.with_object_stream(zlib.compress(b"10 0 " + b"x" * 60_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(UnpacksTooLarge):
            inspect("a.pdf", bomb, UploadLimits(max_unpacked=30_000_000))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_black_picture_is_not_taken_for_words() -> None:
    picture = files.flate_stream(bytes(8_000_000), b"/Type /XObject /Subtype /Image /Width 4000 /Height 2000")
    assert inspect("a.pdf", files.one_page(more=[picture]), LIMITS).pages == 1


@pytest.mark.parametrize("size", [1 << 20, (1 << 20) + 1, 2 << 20])
def test_a_stream_may_end_just_where_a_piece_of_it_does(size: int) -> None:
    content = files.one_page(contents=files.flate_stream(b" " * size))
    assert inspect("a.pdf", content, LIMITS).pages == 1


@pytest.mark.parametrize(
    ("content", "removed"),
    [
        pytest.param(files.clicked(b"/S /JavaScript /JS (x)"), {Removed.SCRIPT}, id="script in a note in a page"),
        pytest.param(files.clicked(b"/S /#4aavaScript /JS (x)"), {Removed.SCRIPT}, id="script spelled with digits"),
        pytest.param(
            files.clicked(b"/S /GoTo /D [ 3 0 R /Fit ] /Next [ %b ]" % SCRIPT), {Removed.ACTION}, id="script as next"
        ),
        pytest.param(files.one_page(catalog=b"/OpenAction " + SCRIPT), {Removed.SCRIPT}, id="script on opening"),
        pytest.param(
            files.one_page(catalog=b"/Names << /JavaScript << /Names [ (a) 5 0 R ] >> >>", more=[SCRIPT]),
            {Removed.SCRIPT},
            id="script of the whole file",
        ),
        pytest.param(files.one_page(page=b"/AA << /O %b >>" % SCRIPT), {Removed.ACTION}, id="script when a page shows"),
        pytest.param(
            files.one_page(
                catalog=b"/AcroForm << /Fields [ << /FT /Tx /T (a) /Rect [ 0 0 9 9 ] /AA << /K 5 0 R >> >> ] >>",
                more=[b"<< /S /JavaScript /JS 6 0 R >>", files.flate_stream(b"app.alert(1)")],
            ),
            {Removed.ACTION, Removed.SCRIPT},
            id="script in a form field, in a packed stream",
        ),
        pytest.param(files.one_page(more=[b"[ [ << /X %b >> ] ]" % SCRIPT]), {Removed.SCRIPT}, id="script unused"),
        pytest.param(
            files.one_page(catalog=b"/Outlines << /First << /Title (x) /A %b >> >>" % SCRIPT),
            {Removed.SCRIPT},
            id="script in a bookmark",
        ),
        pytest.param(
            files.with_object_stream(zlib.compress(b"10 0 " + SCRIPT)),
            {Removed.SCRIPT},
            id="script in an object stream",
        ),
        pytest.param(files.clicked(b"/S /Launch /F (cmd.exe)"), {Removed.ACTION}, id="starts a program"),
        pytest.param(files.clicked(b"/S /SubmitForm /F (https://x)"), {Removed.ACTION}, id="sends a form"),
        pytest.param(files.clicked(b"/S /ImportData /F (x.fdf)"), {Removed.ACTION}, id="reads a form"),
        pytest.param(files.clicked(b"/S /Named /N /Print"), {Removed.ACTION}, id="prints"),
        pytest.param(files.clicked(b"/S /Hide /T (x)"), {Removed.ACTION}, id="hides something"),
        pytest.param(files.clicked(b"/S /SomethingNew"), {Removed.ACTION}, id="an action that nobody knows"),
        pytest.param(files.clicked(b"/S 7"), {Removed.ACTION}, id="an action that is none"),
        pytest.param(
            files.one_page(catalog=b"/OpenAction << /S /URI /URI (https://x) >>"), {Removed.ACTION}, id="calls"
        ),
        pytest.param(files.clicked(b"/S /GoToR /F (//host/x.pdf)"), {Removed.UNSAFE_LINK}, id="opens another file"),
        pytest.param(files.clicked(b"/S /GoToE /T << >>"), {Removed.UNSAFE_LINK}, id="opens an attached file"),
        pytest.param(files.clicked(b"/S /URI /URI (javascript:x)"), {Removed.UNSAFE_LINK}, id="script as an address"),
        pytest.param(files.clicked(b"/S /URI /URI (file:///etc/x)"), {Removed.UNSAFE_LINK}, id="address of a file"),
        pytest.param(
            files.clicked(b"/S /URI /URI (\\\\\\\\host\\\\x)"), {Removed.UNSAFE_LINK}, id="address in a network"
        ),
        pytest.param(files.clicked(b"/S /URI"), {Removed.UNSAFE_LINK}, id="no address"),
        pytest.param(
            files.one_page(catalog=b"/URI << /Base (file:) >>"), {Removed.UNSAFE_LINK}, id="base of addresses"
        ),
        pytest.param(
            files.one_page(catalog=b"/Names << /EmbeddedFiles << /Names [ (a) 5 0 R ] >> >>", more=[FILE, ATTACHED]),
            {Removed.ATTACHMENT},
            id="attached file",
        ),
        pytest.param(
            files.one_page(page=note(b"/Subtype /FileAttachment /FS 5 0 R"), more=[FILE, ATTACHED]),
            {Removed.ATTACHMENT},
            id="file attached to a note",
        ),
        pytest.param(
            files.one_page(catalog=b"/AF [ 5 0 R ] /Collection << /View /T >>", more=[FILE, ATTACHED]),
            {Removed.ATTACHMENT},
            id="portfolio",
        ),
        pytest.param(files.one_page(page=note(b"/Subtype /Movie /Movie << /F (x) >>")), {Removed.MEDIA}, id="film"),
        pytest.param(
            files.one_page(page=note(b"/Subtype /Sound /Sound 5 0 R"), more=[files.stream(b"x", b"/R 8000")]),
            {Removed.MEDIA},
            id="sound",
        ),
        pytest.param(files.one_page(page=note(b"/Subtype /3D /3DD << /Type /3D >>")), {Removed.MEDIA}, id="model"),
        pytest.param(
            files.one_page(page=note(b"/Subtype /RichMedia /RichMediaContent << /X 1 >> /RichMediaSettings << >>")),
            {Removed.MEDIA},
            id="rich media",
        ),
        pytest.param(files.clicked(b"/S /Rendition /JS (x)"), {Removed.MEDIA}, id="media with a script"),
        pytest.param(files.clicked(b"/S /Movie"), {Removed.MEDIA}, id="starts a film"),
        pytest.param(
            files.one_page(catalog=b"/AcroForm << /Fields [] /XFA [ (a) 5 0 R ] >>", more=[files.stream(b"<x/>")]),
            {Removed.FORM_PROGRAM},
            id="XFA form",
        ),
        pytest.param(
            files.one_page(page=b"/X 5 0 R", more=[files.stream(b"", b"/F (//host/x) /FFilter /FlateDecode")]),
            {Removed.OUTSIDE_CONTENT},
            id="data in another file",
        ),
        pytest.param(
            files.one_page(page=b"/X 5 0 R", more=[files.stream(b"", b"/Subtype /Form /Ref << /F (//host/x.pdf) >>")]),
            {Removed.OUTSIDE_CONTENT},
            id="page of another file",
        ),
        pytest.param(
            files.one_page(
                catalog=b"/Perms << /DocMDP 5 0 R >> /AcroForm << /Fields [ << /FT /Sig /T (s) /V 5 0 R >> ] >>",
                more=[b"<< /Type /Sig /Filter /Adobe.PPKLite /Contents <00> >>"],
            ),
            {Removed.SIGNATURE},
            id="signature",
        ),
    ],
)
def test_what_acts_by_itself_is_taken_out(content: bytes, removed: set[Removed]) -> None:
    checked = inspect("a.pdf", content, LIMITS)
    assert checked.cleaned == tuple(sorted(removed))
    assert checked.pages == 1
    left = written_out(checked.data)
    for name in (
        "JavaScript",
        "app.alert",
        "/JS",
        "/Launch",
        "/EmbeddedFile",
        "/EF",
        "/XFA",
        "/AA",
        "/SubmitForm",
        "host",
    ):
        assert name not in left
    assert inspect("a.pdf", checked.data, LIMITS).cleaned == ()


def written_out(content: bytes) -> str:
    """All that a PDF says, its names in plain letters and its streams unpacked, as a second opinion."""
    with pikepdf.open(io.BytesIO(content)) as document:
        dictionaries = [stored.unparse(resolved=True) for stored in document.objects]
        streams = [s.read_bytes() for s in document.objects if isinstance(s, pikepdf.Stream) and "/Filter" in s]
    return b"\n".join(dictionaries + streams).decode("latin-1")


@pytest.mark.parametrize(
    ("page", "more"),
    [
        (b"/Annots [ << /Type /Annot /Subtype /Link /Rect [ 0 0 9 9 ] /A << /S /URI /URI (HTTPS://x) >> >> ]", []),
        (b"/Annots [ << /Type /Annot /Subtype /Link /Rect [ 0 0 9 9 ] /A << /S /URI /URI (mailto:a@b) >> >> ]", []),
        (b"/Annots [ << /Type /Annot /Subtype /Link /Rect [ 0 0 9 9 ] /A << /S /Named /N /NextPage >> >> ]", []),
        (b"/Annots [ << /Type /Annot /Subtype /Text /Rect [ 0 0 9 9 ] /F 4 /Contents (JavaScript) >> ]", []),
        # A font, a picture and a glyph whose names are those of actions.
        (b"/Resources << /Font << /AA << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>", []),
        (b"/Resources << /XObject << /JS 5 0 R >> >>", [files.stream(b"", b"/Subtype /Image /Width 1 /Height 1")]),
        (b"/Resources << /ColorSpace << /AF [ /ICCBased 5 0 R ] >> >>", [files.stream(b"", b"/N 3")]),
    ],
)
def test_what_only_looks_like_it_stays(page: bytes, more: list[bytes]) -> None:
    content = files.one_page(page=page, more=more)
    checked = inspect("a.pdf", content, LIMITS)
    assert checked.cleaned == ()
    with pikepdf.open(io.BytesIO(content)) as before, pikepdf.open(io.BytesIO(checked.data)) as after:
        assert said(after.pages[0].obj) == said(before.pages[0].obj)


def test_an_accessible_pdf_stays_accessible() -> None:
    checked = inspect("a.pdf", files.tagged(), LIMITS)
    assert checked.cleaned == ()
    with pikepdf.open(io.BytesIO(files.tagged())) as before, pikepdf.open(io.BytesIO(checked.data)) as after:
        for key in ("/Lang", "/MarkInfo", "/StructTreeRoot", "/Outlines", "/ViewerPreferences"):
            assert said(after.Root[key]) == said(before.Root[key])
        assert "/Scope" in said(after.Root.StructTreeRoot)
        assert after.pages[0].Contents.read_bytes() == before.pages[0].Contents.read_bytes()
        assert said(after.pages[0].Annots) == said(before.pages[0].Annots)


_ELSEWHERE = {"/P", "/Parent", "/Pg", "/Length", "/Filter"}
"""Entries that lead back to where we come from, or that only tell how a stream is packed."""


def said(value: object, depth: int = 12) -> str:
    """What an object says, references followed to some depth, whatever numbers its parts have."""
    if not isinstance(value, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
        return str(value)
    if depth == 0:
        return "…"
    if isinstance(value, pikepdf.Array):
        return f"[ {' '.join(said(entry, depth - 1) for entry in value)} ]"
    entries = {key: entry for key, entry in value.items() if key not in _ELSEWHERE}
    return f"<< {' '.join(f'{key} {said(entries[key], depth - 1)}' for key in sorted(entries))} >>"


def test_the_same_file_gives_the_same_bytes() -> None:
    assert inspect("a.pdf", files.tagged(), LIMITS).sha256 == inspect("b.pdf", files.tagged(), LIMITS).sha256


def test_what_is_hidden_around_the_parts_is_left_behind() -> None:
    secret = b"an earlier revision"
    content = files.one_page(more=[files.stream(secret)]) + files.zipped({"program": files.PROGRAM})
    checked = inspect("a.pdf", content, LIMITS)
    assert checked.cleaned == ()
    assert secret not in checked.data
    assert b"PK\x03\x04" not in checked.data
    assert checked.data.rstrip().endswith(b"%%EOF")
