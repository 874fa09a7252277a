"""What may be uploaded: names, sizes, kinds; and that nothing but a refusal ever comes of hostile bytes."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from foundation.uploads import (
    ContentMismatch,
    EmptyFile,
    EncryptedUpload,
    ExtensionNotAllowed,
    FileTooLarge,
    NameTooLong,
    UnusableName,
    UploadLimits,
    UploadRefused,
    inspect,
)
from foundation.uploads.rules import named
from tests.tools import hostile_files as files

LIMITS = UploadLimits()


@pytest.mark.parametrize(
    ("filename", "label"),
    [
        ("Statement.pdf", "Statement.pdf"),
        ("STATEMENT 2.PDF", "STATEMENT 2.pdf"),
        ("ورقة مناقشة - المادة ٦.docx", "ورقة مناقشة - المادة ٦.docx"),
        ("讨论文件.pdf", "讨论文件.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),  # Persian needs its joiner
        ("\u200fتقرير.pdf", "\u200fتقرير.pdf"),
        ("e\u0301tude.pdf", "\u00e9tude.pdf"),  # as a Mac writes it
        ("  two   blanks .pdf", "two blanks.pdf"),
        ("What next? <draft>.pdf", "What next- -draft-.pdf"),
        ("program.exe.pdf", "program.exe.pdf"),
        ("v1.2.docx", "v1.2.docx"),
        ("x" * 251 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_a_name_becomes_a_label(filename: str, label: str) -> None:
    assert named(filename) == (label, label.rpartition(".")[2])


@pytest.mark.parametrize(
    "filename",
    [
        "",
        ".pdf",
        " .pdf",
        "...pdf",
        "\u200f.pdf",
        "../statement.pdf",
        "..\\statement.pdf",
        "folder/statement.pdf",
        "/etc/statement.pdf",
        "C:\\fakepath\\statement.pdf",
        "state\x00ment.pdf",
        "state\nment.pdf",
        "state\tment.pdf",
        "state\x7fment.pdf",
        "state\u2028ment.pdf",
        "state\u202efdp.exe.pdf",
        "\u2066statement.pdf",
        "state\u00adment.pdf",
        "state\ufeffment.pdf",
        "state\U000e0041ment.pdf",
        "state\ud800ment.pdf",
    ],
)
def test_a_name_that_leads_astray_is_refused(filename: str) -> None:
    with pytest.raises(UnusableName):
        inspect(filename, files.one_page(), LIMITS)


def test_a_name_is_measured_in_bytes() -> None:
    with pytest.raises(NameTooLong) as refused:
        inspect("ورقة" * 32 + ".pdf", files.one_page(), LIMITS)
    assert refused.value.facts == {"limit": 255}


@pytest.mark.parametrize(
    ("filename", "extension"),
    [
        ("statement", ""),
        ("statement.", ""),
        ("statement.exe", "exe"),
        ("statement.pdf.exe", "exe"),
        ("statement.docm", "docm"),
        ("statement.doc", "doc"),
        ("statement.\u0440df", ""),  # with a Cyrillic letter
        ("statement.pdf ...", ""),
    ],
)
def test_other_extensions_are_refused(filename: str, extension: str) -> None:
    with pytest.raises(ExtensionNotAllowed) as refused:
        inspect(filename, files.one_page(), LIMITS)
    assert refused.value.facts == {"extension": extension, "allowed": ("pdf", "docx")}


def test_no_bytes_are_no_file() -> None:
    with pytest.raises(EmptyFile):
        inspect("statement.pdf", b"", LIMITS)


def test_a_file_may_have_exactly_the_bytes_of_the_limit_and_not_one_more() -> None:
    file = files.one_page()
    assert inspect("statement.pdf", file, UploadLimits(max_bytes=len(file))).pages == 1
    with pytest.raises(FileTooLarge) as refused:
        inspect("statement.pdf", file, UploadLimits(max_bytes=len(file) - 1))
    assert refused.value.facts == {"size": len(file), "limit": len(file) - 1}


@pytest.mark.parametrize(
    ("filename", "content"),
    [
        ("a renamed program.pdf", files.PROGRAM),
        ("a renamed program.docx", files.PROGRAM),
        ("a web page.pdf", files.WEB_PAGE),
        ("a picture.pdf", files.PICTURE),
        ("plain text.pdf", b"Distinguished delegates"),
        ("a DOCX.pdf", files.docx()),
        ("a PDF.docx", files.one_page()),
        ("a web page before a PDF.pdf", files.WEB_PAGE + files.one_page()),
        ("a line before a PDF.pdf", b"\n" + files.one_page()),
        ("a program before a DOCX.docx", files.PROGRAM + files.docx()),
        ("an older Word file.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024)),
        ("a plain ZIP.docx", files.zipped({"[Content_Types].xml": files.docx_parts()["[Content_Types].xml"]})),
        ("a template.docx", files.docx(main_kind=files.MAIN.replace("document", "template"))),
        ("a workbook.docx", files.docx(main_kind=f"{files.OFFICE}.spreadsheetml.sheet.main+xml")),
        ("one byte.pdf", b"%"),
    ],
)
def test_content_must_be_what_the_extension_says(filename: str, content: bytes) -> None:
    with pytest.raises(ContentMismatch) as refused:
        inspect(filename, content, LIMITS)
    assert refused.value.facts == {"extension": "." + filename.rpartition(".")[2]}


@pytest.mark.parametrize(
    ("filename", "content"),
    [
        ("with a password.pdf", files.encrypted(user="secret", owner="other")),
        ("with restrictions only.pdf", files.encrypted(user="", owner="other")),
        ("with a password.docx", files.encrypted_docx()),
        ("with a locked part.docx", files.with_encrypted_part(files.docx())),
    ],
)
def test_locked_files_are_refused(filename: str, content: bytes) -> None:
    with pytest.raises(EncryptedUpload):
        inspect(filename, content, LIMITS)


def test_what_comes_back_of_a_pdf() -> None:
    checked = inspect("ورقة.PDF", files.pages(3), LIMITS)
    assert (checked.kind, checked.mime, checked.extension) == ("pdf", "application/pdf", ".pdf")
    assert (checked.label, checked.pages, checked.words, checked.cleaned) == ("ورقة.pdf", 3, None, ())
    assert len(checked.sha256) == 64


def test_what_comes_back_of_a_docx() -> None:
    checked = inspect("Statement.docx", files.docx(), LIMITS)
    mime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert (checked.kind, checked.mime, checked.extension) == ("docx", mime, ".docx")
    assert (checked.label, checked.pages, checked.words, checked.cleaned) == ("Statement.docx", None, 4, ())


_SOUND = {
    "pdf": [files.tagged(), files.clicked(b"/S /JavaScript /JS (x)"), files.encrypted(user="", owner="other")],
    "docx": [files.docx(relations=[("hyperlink", "https://example.org", "External")])],
}
_PIECES = [b"", b"<<", b">>", b"[", b"/A", b"/S /URI", b"/Kids", b"1 0 R", b"null", b"-1", b"99999999999", b"stream\n"]
_DAMAGES = st.lists(
    st.tuples(st.integers(0, 5000), st.integers(0, 40), st.sampled_from(_PIECES) | st.binary(max_size=8)),
    min_size=1,
    max_size=6,
)


def _damaged(content: bytes, damages: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, piece in damages:
        start = place % (len(content) + 1)
        content = content[:start] + piece + content[start + length :]
    return content


@settings(derandomize=True, max_examples=200, deadline=None, database=None)
@given(name=st.text(max_size=12) | st.sampled_from(["a.pdf", "a.docx"]), content=st.binary(max_size=200))
@example(name="a.docx", content=files.zipped([("", b"")]))
@example(name="a.pdf", content=b"%PDF-1.7\n%%EOF")
def test_any_bytes_under_any_name_are_refused_and_nothing_worse(name: str, content: bytes) -> None:
    with pytest.raises(UploadRefused):
        inspect(name, content, LIMITS)


@settings(derandomize=True, max_examples=300, deadline=None, database=None)
@given(data=st.data(), kind=st.sampled_from(["pdf", "docx"]), damages=_DAMAGES)
def test_damaged_files_are_cleaned_or_refused_and_nothing_worse(
    data: st.DataObject, kind: str, damages: list[tuple[int, int, bytes]]
) -> None:
    damaged = _damaged(data.draw(st.sampled_from(_SOUND[kind])), damages)
    try:
        checked = inspect(f"a.{kind}", damaged, LIMITS)
    except UploadRefused:
        return
    assert inspect(f"a.{kind}", checked.data, LIMITS).cleaned == ()


@settings(derandomize=True, max_examples=200, deadline=None, database=None)
@given(name=st.sampled_from(sorted(files.docx_parts())), damages=_DAMAGES)
def test_damaged_parts_of_a_docx_are_cleaned_or_refused_and_nothing_worse(
    name: str, damages: list[tuple[int, int, bytes]]
) -> None:
    parts = files.docx_parts(relations=[("hyperlink", "file:///x", "External")])
    parts[name] = _damaged(parts[name], damages)
    try:
        checked = inspect("a.docx", files.zipped(parts), LIMITS)
    except UploadRefused:
        return
    assert inspect("a.docx", checked.data, LIMITS).cleaned == ()
