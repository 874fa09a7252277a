"""A page with every component on it, for looking at and for the tests of the look.

    python -m tests.tools.gallery --port 20800           serve it on loopback (add ?lang=ar, signed=1, wrong=1, lost=1)
    python -m tests.tools.gallery --pictures FOLDER      photograph it in Chromium, wide and narrow, and print it

The application here has the real templates, styles and fields, and sample words instead of records.
"""

from __future__ import annotations

import argparse
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal
from zoneinfo import ZoneInfo

from flask import Flask, flash, render_template, request
from flask_babel import Babel
from flask_babel import gettext as _
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict
from werkzeug.serving import WSGIRequestHandler, make_server

from foundation import assets, clock
from foundation.fields import (
    CheckboxesField,
    CheckboxField,
    Choice,
    DateField,
    EmailField,
    FileField,
    Form,
    HiddenVersionField,
    IntegerField,
    PasswordField,
    QueryForm,
    RadioField,
    SelectField,
    TextAreaField,
    TextField,
    TimeField,
    Version,
)
from tests.tools.browser import chromium

ROOT = Path(__file__).resolve().parents[2]
GENEVA = ZoneInfo("Europe/Zurich")
WIDTHS = {"narrow": 360, "wide": 1280}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ERROR_PAGES = (400, 403, 404, 409, 413, 429, 500)
PAGES = {
    "reader": "/?",
    "signed": "/?signed=1&",
    "wrong": "/?signed=1&wrong=1&",
    "lost": "/?signed=1&lost=1&",
    "long": "/long?",
    **{f"error-{status}": f"/error/{status}?" for status in ERROR_PAGES},
}

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Standing Committee on Resources, Cooperation and Assistance",
        "lead": "Half a day on how States Parties can help one another to meet their obligations.",
        "state": "Norway",
        "other_state": "United Republic of Tanzania",
        "paper": "Identifying obstacles and opportunities for more efficient South/South cooperation",
        "place": "Geneva",
        "menu": "Home|Meetings|Committees|Papers|Issues|Calendars|Changes",
    },
    "ar": {
        "title": "اللجنة الدائمة المعنية بالموارد والتعاون والمساعدة",
        "lead": "نصف يوم عن كيفية تعاون الدول الأطراف فيما بينها للوفاء بالتزاماتها.",
        "state": "النرويج",
        "other_state": "جمهورية تنزانيا المتحدة",
        "paper": "تحديد العقبات والفرص المتاحة لزيادة كفاءة التعاون فيما بين بلدان الجنوب",
        "place": "جنيف",
        "menu": "الرئيسية|الاجتماعات|اللجان|الوثائق|المسائل|التقويمات|التغييرات",
    },
}


class SampleForm(Form):
    """One field of each kind."""

    conflict: Any = None
    title = TextField("Title", longest=200, hint="As it will stand on the paper.")
    summary = TextAreaField(
        "Summary", longest=2000, required=False, hint="What the paper asks for, in a few sentences."
    )
    state = SelectField(
        "State", blank="Choose a State", choices=[("NOR", "Norway"), ("TZA", "United Republic of Tanzania")]
    )
    language = RadioField("Language", choices=[("en", "English"), ("fr", "Français"), ("ar", "العربية")])
    kind = RadioField(
        "What is it for?",
        choices=[
            Choice("action", "For action", "The committee is asked to decide something."),
            Choice("information", "For information", "Nobody is asked to do anything."),
        ],
    )
    themes = CheckboxesField("Themes", choices=[("a", "Funds"), ("b", "South/South cooperation")], required=False)
    day = DateField("Day", earliest=date(2011, 6, 20), latest=date(2011, 6, 24))
    start = TimeField("Start", step=15, hint="In steps of 15 minutes, Geneva time.")
    seats = IntegerField("Seats", smallest=1, largest=2000)
    email = EmailField("Mail address")
    password = PasswordField("Password")
    file = FileField("File", extensions=("pdf", "docx"), hint="PDF or DOCX, at most 10 MB.")
    agreed = CheckboxField("I have checked that the paper may be published.")
    version = HiddenVersionField(default=3)


class OnForm(QueryForm):
    """Asks for another day."""

    on = DateField("As of", required=False)


class ReasonForm(Form):
    """Asks for a reason."""

    reason = TextField("Reason", longest=200)


def create_app() -> Flask:
    """The gallery as an application of its own."""
    app = Flask("gallery", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(SECRET_KEY="gallery", WTF_CSRF_CHECK_DEFAULT=False)
    app.jinja_loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), FileSystemLoader(ROOT / "tests" / "pages")])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters.update(clock.FILTERS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app, default_translation_directories=str(ROOT / "foundation" / "translations"), locale_selector=_language)
    CSRFProtect(app)
    assets.register(app)
    app.context_processor(lambda: {"frame": _frame()})
    app.add_url_rule("/", view_func=_show)
    app.add_url_rule("/plain", view_func=_show_frame_alone)
    app.add_url_rule("/long", view_func=_show_long_words)
    app.add_url_rule("/error/<int:status>", view_func=_show_error)
    return app


def _language() -> str:
    return "ar" if request.args.get("lang") == "ar" else "en"


def _frame() -> dict[str, Any]:
    language = _language()
    labels = WORDS[language]["menu"].split("|")
    links = [{"label": "Your delegation", "url": "#"}, {"label": "Accounts", "url": "#"}]
    names = {"ar": "العربية", "en": "English", "fr": "Français"}
    return {
        "lang": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "home_url": "/",
        "navigation": [{"label": label, "url": "#", "current": label == labels[1]} for label in labels],
        "languages": [
            {"code": code, "name": name, "url": f"?lang={code}", "current": code == language}
            for code, name in names.items()
        ],
        "viewer": {"name": "ISU officer (sample)", "links": links} if request.args.get("signed") else None,
        "sign_in_url": "#",
        "sign_out_url": "#",
        "demonstration": _("Demonstration: it is 14 May 2012 here; records marked as samples are samples."),
    }


def _show() -> str:
    words = WORDS[_language()]
    form = _sample_form()
    if request.args.get("signed"):
        flash("The paper is published.")
    at = datetime(2012, 5, 14, 9, 12, tzinfo=UTC)
    hours = [(10, 0, 10, 20), (10, 20, 11, 45), (11, 45, 13, 0)]
    items = [
        SimpleNamespace(start=_on_24_june(a, b), end=_on_24_june(c, d), title=words["paper"]) for a, b, c, d in hours
    ]
    return render_template(
        "gallery.html",
        words=words,
        form=form,
        on_form=OnForm(),
        reason_form=ReasonForm(),
        start=_on_24_june(10, 0),
        end=_on_24_june(13, 0),
        first=date(2011, 6, 20),
        last=date(2011, 6, 24),
        items=[*items, SimpleNamespace(start=None, end=None, title=words["paper"])],
        entries=[
            SimpleNamespace(at=at, sentence="ISU officer (sample) published the paper."),
            SimpleNamespace(at=at, sentence=f"{words['state']} submitted the paper."),
        ],
    )


def _show_frame_alone() -> str:
    return render_template("plain.html")


def _show_long_words() -> str:
    word = "W" * 10_000
    items = [SimpleNamespace(start=_on_24_june(10, 0), end=None)]
    return render_template("long.html", word=word, items=items, versions=[Version(word, word, "")])


def _show_error(status: int) -> str:
    return render_template(f"errors/{status}.html")


def _sample_form() -> SampleForm:
    if request.args.get("lost"):
        form = SampleForm(data={"title": "My title", "start": time(15, 15), "state": "NOR"})
        stored = {"title": "Another title", "start": time(15, 0), "state": "NOR", "seats": 120}
        form.conflict = SimpleNamespace(facts=stored)
        return form
    if not request.args.get("wrong"):
        return SampleForm()
    sent = {
        "title": "A\u202etitle",
        "day": "2011-07-01",
        "start": "10:07",
        "seats": "many",
        "email": "nobody",
        "version": "3",
    }
    form = SampleForm(formdata=MultiDict(sent), meta={"csrf": False})
    form.validate()
    form.refuse(None, "The agenda is circulated, so it can only be revised.")
    return form


def _on_24_june(hour: int, minute: int) -> datetime:
    return datetime(2011, 6, 24, hour, minute, tzinfo=GENEVA)


class _Quiet(WSGIRequestHandler):
    """Does not print each request."""

    def log_request(self, *_arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[str]:
    """The gallery on a free port of loopback for as long as the block lasts; gives its address."""
    server = make_server("127.0.0.1", 0, create_app(), threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def photograph(folder: Path) -> None:
    """Put pictures of every page into the folder, in both languages, widths and schemes, and one on paper."""
    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, chromium() as browser:
        for scheme, (look, width) in itertools.product(SCHEMES, WIDTHS.items()):
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
            for (name, path), language in itertools.product(PAGES.items(), WORDS):
                page.goto(f"{address}{path}lang={language}")
                picture = folder / f"{name}-{language}-{look}-{scheme}.png"
                page.screenshot(path=picture, full_page=name != "long")
            page.close()
        page = browser.new_page()
        page.goto(f"{address}{PAGES['signed']}lang=en")
        page.pdf(path=folder / "printed.pdf", format="A4", prefer_css_page_size=True)


def main() -> None:
    """Serve the gallery, or photograph it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=20800)
    parser.add_argument("--pictures", type=Path)
    arguments = parser.parse_args()
    if arguments.pictures:
        photograph(arguments.pictures)
    else:
        create_app().run("127.0.0.1", arguments.port)


if __name__ == "__main__":
    main()
