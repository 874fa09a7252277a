"""The interface's translations: gettext catalogues compiled where they are newer than what was compiled before."""

from pathlib import Path

from deploy.console import run_step
from deploy.layout import ROOT, module


def compile_new(root: Path = ROOT) -> None:
    """Compile each changed catalogue under ``foundation/translations``; none at all is fine.

    Raises Stop when a catalogue cannot be compiled.
    """
    for source in sorted(root.glob("foundation/translations/*/LC_MESSAGES/*.po")):
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
