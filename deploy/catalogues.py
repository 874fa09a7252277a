"""The interface's translations: gettext catalogues, gathered from the sources, and compiled where they changed."""

from pathlib import Path

from deploy.console import run_step
from deploy.layout import ROOT, module

TRANSLATIONS = "foundation/translations"
LANGUAGES = ("ar", "fr")
KEYWORDS = ("_", "gettext", "lazy_gettext", "ngettext:1,2", "lazy_ngettext:1,2")
TEMPLATE = f"{TRANSLATIONS}/messages.pot"


def gather(root: Path = ROOT) -> None:
    """Bring every catalogue up to date with the sentences in the sources; what is new in it is empty.

    Raises Stop when a source cannot be read.
    """
    run_step("Gathering the sentences", extraction(Path(TEMPLATE)))
    for language in LANGUAGES:
        catalogue = f"{TRANSLATIONS}/{language}/LC_MESSAGES/messages.po"
        verb = ["update", "--no-fuzzy-matching", "--ignore-obsolete"] if (root / catalogue).exists() else ["init"]
        run_step(
            f"Bringing the catalogue {language} up to date",
            module("babel.messages.frontend", *verb, "-i", TEMPLATE, "-o", catalogue, "-l", language),
        )


def extraction(target: Path) -> list[str]:
    """The command that gathers every sentence of the sources into a template of catalogues."""
    keywords = [word for keyword in KEYWORDS for word in ("-k", keyword)]
    return module(
        "babel.messages.frontend", "extract", "-F", f"{TRANSLATIONS}/extraction.cfg", "--no-default-keywords",
        *keywords, "--add-comments=Translators:", "--no-location", "--sort-output", "--omit-header",
        "-o", str(target), ".",
    )  # fmt: skip


def compile_new(root: Path = ROOT) -> None:
    """Compile each changed catalogue under ``foundation/translations``; none at all is fine.

    Raises Stop when a catalogue cannot be compiled.
    """
    for source in sorted(root.glob(f"{TRANSLATIONS}/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        language = source.parent.parent.name
        run_step(
            f"Compiling the translation {language}/{source.stem}",
            module(
                "babel.messages.frontend", "compile", "--locale", language,
                "--input-file", str(source), "--output-file", str(compiled),
            ),
        )  # fmt: skip
