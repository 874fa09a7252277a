"""The PDF engine: what it writes, and that nothing of the machine gets in."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from foundation import pdf, pdf_fonts
from foundation.pdf_assets import AssetRefused, MarkupInLink, PageRefused, UnreachableLink
from foundation.pdf_fonts import UnprintableText

# WeasyPrint 70 opens its colour profile and leaves the closing to the interpreter.

ROOT = Path(__file__).resolve().parents[2]

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>In the head</title>
<style>
@page { @top-center { content: "Running head" } @bottom-center { content: counter(page) } }
h2 { break-before: page }
body { font-family: "DejaVu Sans", Arial, monospace }
</style></head>
<body>
<h1>First</h1><p>Plain text, an arrow →, 中文 and <a href="https://records.example/1">a link</a>.</p>
<p lang="ar" dir="rtl">انتُخب رئيسان</p>
<h2>Second</h2>
<table>
<thead><tr><th scope="col">Place</th><th scope="col">Count</th></tr></thead>
<tbody><tr><th scope="row">Here</th><td>1</td></tr><tr><th scope="row">There</th><td>2</td></tr></tbody>
</table>
</body></html>"""


ARABIC = "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة مئة ألف مليون"

MANY_LAYOUTS = """<html lang="en"><style>
@page {{ @footnote {{ border-top: 1pt solid }} @top-left {{ content: "عنوان" }} }}
.float {{ float: right }} .far {{ position: absolute; top: 50mm }} .flex {{ display: flex }} .columns {{ columns: 2 }}
.foot {{ float: footnote }} .block {{ display: inline-block }} .next {{ break-before: page }}
</style>
<h1>Layouts</h1>
<p>{} <b>{}</b> <span class="block">{}</span> <span class="foot">{}</span> end</p>
<p class="float">{}</p> <p class="far">{}</p>
<ul><li>{}<ol><li>{}</li></ol></li></ul>
<div class="flex"><p>first</p><p>{}</p></div>
<div class="columns next"><p>{}</p><p>second</p></div>
<table><caption>{}</caption><thead><tr><th>x</th></tr></thead><tbody><tr><td>{}</td></tr></tbody></table>
<p><a href="https://records.example/1">link</a> {}</p>
</html>""".format(*ARABIC.split())


@pytest.fixture(scope="module")
def printed() -> bytes:
    return pdf.render(PAGE, language="en", title="A page")


@pytest.fixture
def opened(printed: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(printed)) as document:
        yield document


def elements(node: Any) -> Iterator[Any]:
    """Every element of a tagged PDF's tree below `node`, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


class TestMetadata:
    @pytest.mark.parametrize(("language", "title"), [("", "A page"), (" ", "A page"), ("en", ""), ("en", " \n")])
    def test_language_and_title_are_needed(self, language: str, title: str) -> None:
        with pytest.raises(pdf.IncompleteMetadata):
            pdf.render("<p>x</p>", language=language, title=title)

    def test_the_callers_language_and_title_hold(self, opened: pikepdf.Pdf) -> None:
        assert str(opened.docinfo["/Title"]) == "A page"
        assert str(opened.Root.Lang) == "en"
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle) is True

    def test_the_marks_of_both_standards_are_there_and_no_date(self, opened: pikepdf.Pdf) -> None:
        with opened.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "A page"
            assert [key for key in metadata if key.endswith(("Date", "date"))] == []
        assert "/CreationDate" not in opened.docinfo

    def test_a_date_of_the_page_is_kept(self) -> None:
        page = '<meta name="dcterms.created" content="2011-07-08T14:05:00Z"><p>x</p>'
        content = pdf.render(page, language="en", title="A page")

        with pikepdf.open(io.BytesIO(content)) as document:
            assert str(document.docinfo["/CreationDate"]) == "D:20110708140500Z"


class TestStructure:
    def test_headings_become_bookmarks(self, opened: pikepdf.Pdf) -> None:
        with opened.open_outline() as outline:
            assert [(entry.title, [child.title for child in entry.children]) for entry in outline.root] == [
                ("First", ["Second"])
            ]

    def test_header_cells_tell_what_they_head(self, opened: pikepdf.Pdf) -> None:
        scopes = [str(cell.A.Scope) for cell in elements(opened.Root.StructTreeRoot) if cell.S == "/TH"]

        assert scopes == ["/Column", "/Column", "/Row", "/Row"]

    def test_running_heads_are_artifacts_and_all_else_hangs_in_the_tree(self, opened: pikepdf.Pdf) -> None:
        numbers = list(opened.Root.StructTreeRoot.ParentTree.Nums)
        for page in opened.pages:
            owners: Any = numbers[2 * int(page.obj.StructParents) + 1]
            running = 0
            for instruction in pikepdf.parse_content_stream(page):
                if str(instruction.operator) != "BDC":
                    continue
                tag, properties = instruction.operands
                if "/MCID" in properties:
                    assert owners[int(properties.MCID)] is not None
                else:
                    assert (str(tag), str(properties.Type)) == ("/Artifact", "/Pagination")
                    running += 1
            assert running == 2

    def test_the_running_head_is_still_printed(self, printed: bytes) -> None:
        document = pypdfium2.PdfDocument(printed)

        assert ["Running head" in page.get_textpage().get_text_range() for page in document] == [True, True]

    def test_right_to_left_text_is_told_in_the_order_in_which_it_is_said(self, opened: pikepdf.Pdf) -> None:
        tree = list(elements(opened.Root.StructTreeRoot))

        assert [str(element.ActualText) for element in tree if "/ActualText" in element] == ["انتُخب رئيسان"]
        assert [str(element.Lang) for element in tree if "/Lang" in element] == ["ar"]

    def test_the_words_that_are_told_are_those_that_are_drawn(self) -> None:
        content = pdf.render(MANY_LAYOUTS, language="en", title="A page")

        with pikepdf.open(io.BytesIO(content)) as document:
            told: dict[tuple[int, int], str] = {}
            for element in elements(document.Root.StructTreeRoot):
                if "/ActualText" in element:
                    told[element.Pg.objgen[0], int(element.K[0])] = str(element.ActualText)
            drawn = {
                (page.obj.objgen[0], mark): text for page in document.pages for mark, text in drawn_texts(page).items()
            }

        assert sorted(" ".join(told.values()).split()) == sorted(ARABIC.split())
        for place, text in told.items():
            assert sorted(drawn[place].replace(" ", "")) == sorted(text.replace(" ", ""))

    def test_a_vowel_mark_does_not_take_the_letter_below_it_along(self) -> None:
        # First used on an alef, the mark stands on other letters later; no alef may come with it.
        content = pdf.render('<p lang="ar" dir="rtl">أُعد ثُلث</p>', language="ar", title="A page")

        text = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()

        assert text.count("أ") == 1
        assert text.count("ُ") == 2


def drawn_texts(page: pikepdf.Page) -> dict[int, str]:
    """The letters of each marked piece of a page's content, in the order in which they are drawn."""
    texts: dict[int, str] = {}
    letters: dict[int, str] = {}
    mark: int | None = None
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "BDC":
            mark = int(operands[1].MCID) if "/MCID" in operands[1] else None
        elif operator == "EMC":
            mark = None
        elif operator == "Tf":
            letters = shapes_to_letters(page.resources.Font[str(operands[0])])
        elif operator in {"Tj", "TJ"} and mark is not None:
            pieces = operands[0] if operator == "TJ" else operands
            for codes in (bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)):
                shapes = zip(codes[::2], codes[1::2], strict=True)
                texts[mark] = texts.get(mark, "") + "".join(letters[256 * high + low] for high, low in shapes)
    return texts


def shapes_to_letters(font: Any) -> dict[int, str]:
    lines = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>\n", font.ToUnicode.read_bytes())
    return {int(shape, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for shape, text in lines}


class TestFonts:
    def test_only_bundled_fonts_are_used_whatever_the_page_asks_for(self, opened: pikepdf.Pdf) -> None:
        # "ABCDEF+Noto-Serif" is a part of Noto Serif.
        used = {str(font.BaseFont).split("+")[1] for font in opened.objects if is_font(font)}

        assert used == {"Noto-Serif", "Noto-Serif-Bold", "Noto-Serif-SC", "Noto-Naskh-Arabic"}

    def test_the_fonts_of_the_process_are_as_before(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FONTCONFIG_FILE", "/somewhere/fonts.conf")
        pdf.render("<p>x</p>", language="en", title="A page")
        assert os.environ["FONTCONFIG_FILE"] == "/somewhere/fonts.conf"

        monkeypatch.delenv("FONTCONFIG_FILE")
        pdf.render("<p>x</p>", language="en", title="A page")
        assert "FONTCONFIG_FILE" not in os.environ

    def test_the_configuration_survives_odd_folder_names(self) -> None:
        text = pdf_fonts.configuration(Path("/a&b/<fonts>"), Path("/c&d"))

        assert "<dir>/a&amp;b/&lt;fonts&gt;</dir>" in text
        assert "<cachedir>/c&amp;d</cachedir>" in text

    @pytest.mark.parametrize(
        ("page", "characters"),
        [
            ("<p>Well \U0001f600</p>", ("\U0001f600",)),
            ("<p>&#x1F600; and &#3588;</p>", ("\u0e04", "\U0001f600")),
            ("<p>\ud800</p>", ("\ud800",)),
            ("<p>\ufffe</p>", ("\ufffe",)),
        ],
    )
    def test_characters_that_no_font_draws_are_refused(self, page: str, characters: tuple[str, ...]) -> None:
        with pytest.raises(UnprintableText) as refused:
            pdf.render(page, language="en", title="A page")

        assert refused.value.characters == characters

    @pytest.mark.parametrize(
        "page", ["a\u200d\u200e\u200f\u2066b\u2069", "soft\u00adhyphen", "tab\tand\nline", "e\u0301", "←→ € № ﷲ"]
    )
    def test_characters_without_a_shape_and_rare_ones_are_printed(self, page: str) -> None:
        assert pdf.stats(pdf.render(f"<p>{page}</p>", language="en", title="A page")).pages == 1

    def test_chinese_reaches_as_far_as_gb_2312(self) -> None:
        rows, cells = range(0xB0, 0xF8), range(0xA1, 0xFF)
        hanzi = bytes(byte for row in rows for cell in cells for byte in (row, cell)).decode("gb2312", "ignore")

        assert len(hanzi) >= 6763
        assert {character for character in hanzi if ord(character) not in pdf_fonts.drawable()} == set()

    def test_every_font_lies_beside_its_licence(self) -> None:
        families = {path.name.split("-")[0] for path in pdf_fonts.FONTS.glob("*.ttf")}
        licences = {path.stem.removeprefix("OFL-") for path in pdf_fonts.FONTS.glob("OFL-*.txt")}

        assert families == licences == {"NotoSerif", "NotoNaskhArabic", "NotoSerifSC"}


def is_font(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font" and "/ToUnicode" in thing


class TestSameBytes:
    def test_twice_and_after_another_page(self, printed: bytes) -> None:
        pdf.render('<p lang="zh">别的一页</p>', language="zh", title="Another page")

        assert pdf.render(PAGE, language="en", title="A page") == printed

    def test_in_another_process_with_another_environment(self, printed: bytes, tmp_path: Path) -> None:
        page = tmp_path / "page.html"
        page.write_text(PAGE, encoding="utf-8")
        script = (
            "import hashlib, pathlib, sys; from foundation import pdf;"
            "page = pathlib.Path(sys.argv[1]).read_text(encoding='utf-8');"
            "print(hashlib.sha256(pdf.render(page, language='en', title='A page')).hexdigest())"
        )
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": "7",
            "LC_ALL": "C",
            "LANG": "ar_EG.UTF-8",
            "TZ": "Asia/Tokyo",
            "FONTCONFIG_FILE": "/etc/fonts/fonts.conf",
            "HOME": str(tmp_path),
        }

        other = subprocess.run(
            [sys.executable, "-c", script, str(page)],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )

        assert other.stdout.strip() == hashlib.sha256(printed).hexdigest()

    def test_another_title_gives_other_bytes(self, printed: bytes) -> None:
        assert pdf.render(PAGE, language="en", title="Another title") != printed


class TestDoor:
    def test_loading_it_does_not_load_the_layout_engine(self) -> None:
        script = "import sys, foundation.pdf; print('weasyprint' in sys.modules)"

        fresh = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)

        assert fresh.stdout.strip() == "False"

    def test_stats_counts_pages_and_bytes(self, printed: bytes) -> None:
        assert pdf.stats(printed) == pdf.Stats(pages=2, size=len(printed))

    @pytest.mark.parametrize("content", [b"", b"not a pdf", b"%PDF-1.7\n"])
    def test_stats_of_anything_else_is_refused(self, content: bytes) -> None:
        with pytest.raises(pdf.NotAPdf):
            pdf.stats(content)

    def test_one_class_catches_every_refusal_of_a_page(self) -> None:
        assert issubclass(AssetRefused, PageRefused)
        assert issubclass(UnreachableLink, PageRefused)
        assert issubclass(MarkupInLink, PageRefused)
        assert issubclass(UnprintableText, PageRefused)
        assert issubclass(pdf.IncompleteMetadata, PageRefused)
