"""What a printed page may read and where it may point to: everything but our own files is refused by name."""

from __future__ import annotations

import io
import socket
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from foundation import pdf
from foundation.pdf_assets import (
    AssetRefused,
    ForeignAddress,
    MarkupInLink,
    MissingAsset,
    OutsideStatic,
    UnknownMediaType,
    UnreachableLink,
    check_link,
    read_asset,
)

# WeasyPrint 70 opens its colour profile and leaves the closing to the interpreter.


class TestWhatAPageMayRead:
    @pytest.fixture
    def static(self, tmp_path: Path) -> Path:
        root = tmp_path / "static"
        (root / "print").mkdir(parents=True)
        (root / "print" / "a b.css").write_text("p { color: red }", encoding="utf-8")
        (root / "print" / "data.txt").write_text("text", encoding="utf-8")
        (tmp_path / "secret.css").write_text("secret", encoding="utf-8")
        (root / "way-out.css").symlink_to(tmp_path / "secret.css")
        return root

    @pytest.mark.parametrize("address", ["static:print/a b.css", "print/a b.css", "static:print/a%20b.css"])
    def test_own_files_by_full_and_short_address(self, static: Path, address: str) -> None:
        asset = read_asset(address, static)

        assert asset.content == b"p { color: red }"
        assert asset.media_type == "text/css"
        assert asset.address == "static:print/a b.css"

    @pytest.mark.parametrize(
        ("address", "refusal"),
        [
            ("http://elsewhere.example/x.css", ForeignAddress),
            ("https://elsewhere.example/x.css", ForeignAddress),
            ("HTTPS://elsewhere.example/x.css", ForeignAddress),
            ("//elsewhere.example/x.css", ForeignAddress),
            ("static://elsewhere.example/x.css", ForeignAddress),
            ("static:http://elsewhere.example/x.css", ForeignAddress),
            ("ftp://elsewhere.example/x.css", ForeignAddress),
            ("file:///etc/passwd", ForeignAddress),
            ("file:secret.css", ForeignAddress),
            ("data:text/css,p{}", ForeignAddress),
            ("data:image/png;base64,AAAA", ForeignAddress),
            ("javascript:alert(1)", ForeignAddress),
            ("/etc/passwd", OutsideStatic),
            ("static:/etc/passwd", OutsideStatic),
            ("../secret.css", OutsideStatic),
            ("static:../secret.css", OutsideStatic),
            ("static:print/../../secret.css", OutsideStatic),
            ("static:print/%2e%2e/%2e%2e/secret.css", OutsideStatic),
            ("static:..%2fsecret.css", OutsideStatic),
            ("static:..\\secret.css", OutsideStatic),
            ("static:print/a.css\0.png", OutsideStatic),
            ("static:way-out.css", OutsideStatic),
            ("static:print/data.txt", UnknownMediaType),
            ("static:print", UnknownMediaType),
            ("static:", UnknownMediaType),
            ("static:print/absent.css", MissingAsset),
            ("static:print/a b.css?version=1", UnknownMediaType),
        ],
    )
    def test_everything_else_is_refused_by_name(self, static: Path, address: str, refusal: type[AssetRefused]) -> None:
        with pytest.raises(AssetRefused) as refused:
            read_asset(address, static)

        assert type(refused.value) is refusal
        assert refused.value.address == address

    @pytest.mark.parametrize(
        ("fragment", "refusal"),
        [
            ('<link rel="stylesheet" href="https://elsewhere.example/x.css">', ForeignAddress),
            ('<link rel="stylesheet" href="static:../run.py">', OutsideStatic),
            ('<style>@import "file:///etc/passwd";</style>', ForeignAddress),
            ("<style>p { background: url(//elsewhere.example/x.png) }</style><p>x</p>", ForeignAddress),
            ("<style>p::before { content: url(static:absent.svg) }</style><p>x</p>", MissingAsset),
            (
                "<style>@font-face { font-family: x; src: url(http://elsewhere.example/x.ttf) }</style><p>x</p>",
                ForeignAddress,
            ),
            ('<img alt="x" src="../secret.png">', OutsideStatic),
            ('<img alt="x" src="data:image/png;base64,AAAA">', ForeignAddress),
            ('<object data="http://elsewhere.example/x.svg">x</object>', ForeignAddress),
            (
                '<svg width="9" height="9"><image href="http://elsewhere.example/x.png" width="9" height="9"/></svg>',
                ForeignAddress,
            ),
            ('<link rel="attachment" href="static:fonts/README.md">', UnknownMediaType),
        ],
    )
    def test_a_page_that_asks_for_anything_else_is_not_printed(
        self, fragment: str, refusal: type[AssetRefused]
    ) -> None:
        with pytest.raises(refusal):
            pdf.render(fragment, language="en", title="A page")

    def test_no_connection_is_opened(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.setblocking(False)
            address = f"http://127.0.0.1:{listener.getsockname()[1]}/x.png"

            with pytest.raises(ForeignAddress):
                pdf.render(f'<img alt="x" src="{address}">', language="en", title="A page")
            with pytest.raises(BlockingIOError):
                listener.accept()


class TestLinks:
    @pytest.mark.parametrize(
        "target", ["https://records.example/1", "http://records.example/", "mailto:office@records.example"]
    )
    def test_absolute_links_are_kept(self, target: str) -> None:
        content = pdf.render(f'<p><a href="{target}">x</a></p>', language="en", title="A page")

        with pikepdf.open(io.BytesIO(content)) as document:
            annotations: Any = document.pages[0].obj.Annots
            assert [str(annotation.A.URI) for annotation in annotations] == [target]

    @pytest.mark.parametrize(
        "target", ["records/1", "/records/1", "?q=1", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"]
    )
    def test_relative_and_dangerous_links_are_refused(self, target: str) -> None:
        with pytest.raises(UnreachableLink) as refused:
            check_link(target)

        assert refused.value.target == target

    @pytest.mark.parametrize("inside", ["a <b>bold</b> link", "<span>x</span>", "<bdi dir='ltr'>x</bdi>"])
    def test_a_link_holds_text_only(self, inside: str) -> None:
        with pytest.raises(MarkupInLink):
            pdf.render(f'<p><a href="https://records.example/1">{inside}</a></p>', language="en", title="A page")

    def test_a_page_with_such_a_link_is_not_printed(self) -> None:
        with pytest.raises(UnreachableLink):
            pdf.render('<p><a href="records/1">x</a></p>', language="en", title="A page")
