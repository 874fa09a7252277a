"""DOCX files that someone sends: what is refused, what is made harmless, and what stays as it was."""

import io
import tracemalloc
import zipfile

import pytest

from foundation.uploads import (
    ActiveContent,
    DamagedUpload,
    MacrosInside,
    OutsideContent,
    Removed,
    TooComplex,
    UnpacksTooLarge,
    UploadLimits,
    UploadRefused,
    inspect,
)
from tests.tools import hostile_files as files

LIMITS = UploadLimits()
SMALL = UploadLimits(max_unpacked=1_000_000, max_xml=100_000, max_parts=20)
WORD = f"{files.OFFICE}.wordprocessingml"
SHEET = f"{files.OFFICE}.spreadsheetml.sheet"
PICTURE = {"word/media/image1.png": files.PICTURE}
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
FILE_ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def field(instruction: str) -> str:
    """A paragraph with a field, its instruction cut in two as Word does."""
    half = len(instruction) // 2
    pieces = "".join(f"<w:instrText>{piece}</w:instrText>" for piece in (instruction[:half], instruction[half:]))
    return f'<w:p><w:fldChar w:fldCharType="begin"/>{pieces}<w:fldChar w:fldCharType="end"/></w:p>'


def with_part(name: str, content: bytes, kind: str) -> bytes:
    """A DOCX with one part more."""
    return files.docx(more={name: content}, kinds={name: kind})


def with_main(content: bytes) -> bytes:
    """A DOCX with this as its main part."""
    return files.zipped({**files.docx_parts(), "word/document.xml": content})


def workbook(**more: bytes) -> bytes:
    """A package that says of itself that it is a workbook, with parts of the kind application/xml."""
    parts = {name.replace("_", "."): content for name, content in more.items()}
    return files.docx(main_kind=f"{SHEET}.main+xml", more=parts, kinds=dict.fromkeys(parts, "application/xml"))


def with_workbook(content: bytes) -> bytes:
    """A DOCX with this as the workbook behind a chart."""
    return with_part("word/embeddings/Sheet1.xlsx", content, SHEET)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(files.docx()[:-30], DamagedUpload, id="end missing"),
        pytest.param(b"PK\x03\x04" + bytes(200), DamagedUpload, id="nothing but the first bytes"),
        pytest.param(files.zipped({"a": b""}), DamagedUpload, id="no list of kinds"),
        pytest.param(files.docx().replace(b"document.xml", b"document.xm_", 1), DamagedUpload, id="names that differ"),
        pytest.param(with_main(b"<w:document"), DamagedUpload, id="text that is no XML"),
        pytest.param(with_main(b""), DamagedUpload, id="empty text"),
        pytest.param(with_main(b'<?xml version="1.0" encoding="x-nope"?><x/>'), DamagedUpload, id="unknown letters"),
        pytest.param(with_main(ENTITIES), DamagedUpload, id="entities that swell"),
        pytest.param(with_main(FILE_ENTITY), DamagedUpload, id="entity that reads a file"),
        pytest.param(with_part("word/a.xml", ENTITIES, "application/xml"), DamagedUpload, id="entities elsewhere"),
        pytest.param(with_part("word/a.svg", ENTITIES, "image/svg+xml"), DamagedUpload, id="entities in a picture"),
        pytest.param(with_part("../a.png", files.PICTURE, "image/png"), DamagedUpload, id="a path that climbs"),
        pytest.param(with_part("/a.png", files.PICTURE, "image/png"), DamagedUpload, id="a path from the root"),
        pytest.param(with_part("word\\a.png", files.PICTURE, "image/png"), DamagedUpload, id="a path of Windows"),
        pytest.param(
            files.zipped([*files.docx_parts().items(), ("WORD/document.xml", b"<x/>")]),
            DamagedUpload,
            id="a name twice",
        ),
        pytest.param(files.zipped(files.docx_parts(), zipfile.ZIP_BZIP2), DamagedUpload, id="packed by another method"),
        pytest.param(files.zipped({f"{n}.png": b"" for n in range(21)}), TooComplex, id="too many parts"),
        pytest.param(files.docx(more={"a.png": bytes(1_000_001)}), UnpacksTooLarge, id="bomb as a picture"),
        pytest.param(
            files.docx(more={f"{n}.png": bytes(100_000) for n in range(11)}),
            UnpacksTooLarge,
            id="bomb in many pictures",
        ),
        pytest.param(with_main(b"<x>" + b" " * 100_000 + b"</x>"), UnpacksTooLarge, id="bomb as text"),
        pytest.param(
            files.claiming_size(files.docx(more={"a.png": bytes(2_000_000)}), "a.png", 10),
            DamagedUpload,
            id="bomb that claims to be small",
        ),
        pytest.param(
            files.claiming_size(files.docx(), "word/document.xml", 1 << 31), UnpacksTooLarge, id="claims to be a bomb"
        ),
        pytest.param(
            with_workbook(workbook(a_xml=b"<x>" + b" " * 100_000 + b"</x>")), UnpacksTooLarge, id="bomb inside"
        ),
        pytest.param(with_workbook(b"no package"), DamagedUpload, id="a workbook that is none"),
        pytest.param(with_workbook(with_workbook(workbook())), ActiveContent, id="a package in a package in a package"),
        pytest.param(
            files.docx(main_kind="application/vnd.ms-word.document.macroEnabled.main+xml"), MacrosInside, id="DOCM"
        ),
        pytest.param(
            with_part("word/vbaProject.bin", b"x", "application/vnd.ms-office.vbaProject"), MacrosInside, id="macros"
        ),
        pytest.param(with_part("word/vbaProject.bin", b"x", "image/png"), MacrosInside, id="macros as a picture"),
        pytest.param(with_workbook(workbook(vbaProject_bin=b"x")), MacrosInside, id="macros in a workbook"),
        pytest.param(
            files.docx(relations=[("vbaProject", "x.png", "Internal")], more={"word/x.png": b"x"}),
            ActiveContent,
            id="macros by another name",
        ),
        pytest.param(
            with_part("word/activeX/activeX1.xml", b"<x/>", "application/vnd.ms-office.activeX+xml"),
            ActiveContent,
            id="control",
        ),
        pytest.param(
            with_part("word/embeddings/oleObject1.bin", b"x", f"{files.OFFICE}.oleObject"),
            ActiveContent,
            id="OLE object",
        ),
        pytest.param(
            files.docx(relations=[("oleObject", "media/x.png", "Internal")], more={"word/media/x.png": b"x"}),
            ActiveContent,
            id="OLE object as a picture",
        ),
        pytest.param(with_part("word/a.html", b"<p/>", "text/html"), ActiveContent, id="web page to take in"),
        pytest.param(files.docx(relations=[("aFChunk", "a.xml", "Internal")]), ActiveContent, id="text to take in"),
        pytest.param(with_part("word/a.bin", b"x", "application/octet-stream"), ActiveContent, id="unknown bytes"),
        pytest.param(files.docx(more={"word/a.bin": b"x"}), ActiveContent, id="bytes of no kind"),
        pytest.param(files.docx(field(r"DDEAUTO c:\\cmd.exe x")), ActiveContent, id="field that runs a program"),
        pytest.param(files.docx(field(" includetext //host/x ")), ActiveContent, id="field that takes in a file"),
        pytest.param(
            files.docx('<w:p><w:fldSimple w:instr=" DDE x y"/></w:p>'), ActiveContent, id="simple field that runs one"
        ),
        pytest.param(files.docx(relations=[("oleObject", "https://x", "External")]), ActiveContent, id="OLE elsewhere"),
        pytest.param(files.docx(relations=[("frame", "https://x", "External")]), OutsideContent, id="frame elsewhere"),
        pytest.param(files.docx(relations=[("video", "file:///x", "Internal")]), OutsideContent, id="film elsewhere"),
        pytest.param(
            with_workbook(files.docx(relations=[("externalLinkPath", "//x", "External")])), OutsideContent, id="link"
        ),
    ],
)
def test_a_docx_that_acts_or_cannot_be_read_safely_is_refused(content: bytes, refusal: type[UploadRefused]) -> None:
    with pytest.raises(UploadRefused) as refused:
        inspect("a.docx", content, SMALL)
    assert type(refused.value) is refusal


def test_a_refusal_tells_the_part() -> None:
    with pytest.raises(ActiveContent) as refused:
        inspect("a.docx", files.docx(field("DDEAUTO x")), LIMITS)
    assert refused.value.facts == {"part": "word/document.xml: DDEAUTO"}


@pytest.mark.parametrize("claimed", [100, 200_000_000])
def test_a_bomb_is_refused_in_little_memory(claimed: int) -> None:
    """Its true size is 60 MB, 5 of which may be unpacked."""
    bomb = files.claiming_size(files.docx(more={"a.png": bytes(60_000_000)}), "a.png", claimed)
    tracemalloc.start()
    try:
        with pytest.raises(UploadRefused):
            inspect("a.docx", bomb, UploadLimits(max_unpacked=5_000_000))
        assert tracemalloc.get_traced_memory()[1] < 15_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("relation", "removed", "target"),
    [
        (("hyperlink", "https://example.org/a?b", "External"), set(), "https://example.org/a?b"),
        (("hyperlink", "mailto:office@example.org", "External"), set(), "mailto:office@example.org"),
        (("hyperlink", "#place", "External"), set(), "#place"),
        (("hyperlink", "file:///C:/x.exe", "External"), {Removed.UNSAFE_LINK}, "about:blank"),
        (("hyperlink", "ms-msdt:/id", "External"), {Removed.UNSAFE_LINK}, "about:blank"),
        (("hyperlink", "ms-msdt:/id", "Internal"), {Removed.UNSAFE_LINK}, "about:blank"),
        (("hyperlink", "\\\\host\\x", "External"), {Removed.UNSAFE_LINK}, "about:blank"),
        (("hyperlink", "annex.docx", "External"), {Removed.UNSAFE_LINK}, "about:blank"),
        (("image", "https://example.org/seen.png", "External"), {Removed.OUTSIDE_CONTENT}, "about:blank"),
        (("image", "//host/seen.png", "Internal"), {Removed.OUTSIDE_CONTENT}, "about:blank"),
        (("image", "media/image1.png", "Internal"), set(), "media/image1.png"),
    ],
)
def test_links_to_the_web_stay_and_others_lead_nowhere(
    relation: files.Relation, removed: set[Removed], target: str
) -> None:
    checked = inspect("a.docx", files.docx(relations=[relation], more=PICTURE), LIMITS)
    assert checked.cleaned == tuple(removed)
    assert f'Target="{target}"'.encode() in part(checked.data, "word/_rels/document.xml.rels")
    assert inspect("a.docx", checked.data, LIMITS).cleaned == ()


def part(package: bytes, name: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return opened.read(name)


@pytest.mark.parametrize("letters", ["utf-8", "utf-16"])
def test_the_template_is_forgotten_and_the_other_settings_stay(letters: str) -> None:
    settings = (
        f'<?xml version="1.0" encoding="{letters}"?><w:settings {files.W} xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006" xmlns:w14="urn:later" xmlns:r="urn:r" mc:Ignorable="w14"><w14:docId w14:val="7"/>'
        '<w:attachedTemplate r:id="rId1"/><w:rsids><w:rsid w:val="00A1"/></w:rsids></w:settings>'
    )
    template = ("attachedTemplate", "file:///\\\\host\\Normal.dotm", "External")
    content = files.docx(
        more={
            "word/settings.xml": settings.encode(letters),
            "word/_rels/settings.xml.rels": files.relationships([template, ("image", "media/a.png", "Internal")]),
        },
        kinds={"word/settings.xml": f"{WORD}.settings+xml"},
    )
    checked = inspect("a.docx", content, LIMITS)
    assert checked.cleaned == (Removed.OUTSIDE_CONTENT,)
    kept = part(checked.data, "word/settings.xml")
    assert b"attachedTemplate" not in kept
    assert b'<w14:docId w14:val="7"/><w:rsids><w:rsid w:val="00A1"/></w:rsids>' in kept
    assert b'mc:Ignorable="w14"' in kept
    left = part(checked.data, "word/_rels/settings.xml.rels")
    assert b"host" not in left
    assert b"media/a.png" in left


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (files.docx("<w:p/>"), 0),
        (files.docx("<w:p><w:r><w:t>One, two – three.</w:t></w:r></w:p><w:p><w:r><w:t>Four</w:t></w:r></w:p>"), 4),
        (files.docx("<w:p><w:r><w:t>hal</w:t></w:r><w:r><w:t>ves</w:t></w:r></w:p>"), 1),
        (files.docx("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>"), 3),
        (files.docx("<w:p><w:r><w:t>تقرير عن التعاون</w:t></w:r></w:p>"), 3),
        (files.docx("<w:p><w:r><w:t>国际合作 and 2 援助</w:t></w:r></w:p>"), 8),
        (files.docx("<w:p><w:r><w:delText>gone</w:delText><w:t>here</w:t></w:r></w:p>"), 1),
        (files.docx(field("HYPERLINK https://example.org")), 0),
        (
            files.docx(
                '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
                "<w:p><w:r><w:t>once</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>once</w:t></w:r></w:p>"
                "</mc:Fallback></mc:AlternateContent>"
            ),
            1,
        ),
        (
            with_part(
                "word/footnotes.xml", f"<w:p {files.W}><w:t>a note</w:t></w:p>".encode(), f"{WORD}.footnotes+xml"
            ),
            6,
        ),
        (with_part("word/header1.xml", f"<w:p {files.W}><w:t>a head</w:t></w:p>".encode(), f"{WORD}.header+xml"), 4),
        (with_workbook(workbook(a_xml=b"<x>none of these</x>")), 4),
    ],
)
def test_words_are_counted_as_word_processors_do(content: bytes, words: int) -> None:
    assert inspect("a.docx", content, LIMITS).words == words


def test_what_is_neither_active_nor_outside_stays_byte_by_byte() -> None:
    parts = files.docx_parts(
        field("PAGE"),
        relations=[("image", "media/image1.png", "Internal"), ("hyperlink", "https://example.org", "External")],
        more={**PICTURE, "word/fonts/font1.odttf": b"font", "docProps/app.xml": b"<x/>"},
        kinds={
            "word/fonts/font1.odttf": f"{files.OFFICE}.obfuscatedFont",
            "docProps/app.xml": f"{files.OFFICE}.extended-properties+xml",
        },
    )
    checked = inspect("a.docx", files.zipped(parts), LIMITS)
    assert checked.cleaned == ()
    with zipfile.ZipFile(io.BytesIO(checked.data)) as package:
        assert {name: package.read(name) for name in package.namelist()} == parts


def test_the_same_parts_give_the_same_bytes_whenever_they_were_packed() -> None:
    today = io.BytesIO()
    with zipfile.ZipFile(today, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.docx_parts().items():
            package.writestr(zipfile.ZipInfo(name, (2011, 6, 24, 10, 0, 0)), content, zipfile.ZIP_DEFLATED)
    assert today.getvalue() != files.docx()
    assert inspect("a.docx", today.getvalue(), LIMITS).sha256 == inspect("a.docx", files.docx(), LIMITS).sha256


def test_what_is_hidden_around_the_parts_is_left_behind() -> None:
    commented = io.BytesIO(files.docx())
    with zipfile.ZipFile(commented, "a") as package:
        package.comment = b"hidden in a comment"
    for content in (commented.getvalue(), files.docx() + b"hidden behind"):
        assert inspect("a.docx", content, LIMITS).sha256 == inspect("a.docx", files.docx(), LIMITS).sha256
