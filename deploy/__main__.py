"""The door to every command: ``python -m deploy COMMAND``."""

import sys
from collections.abc import Callable

from deploy import catalogues, checks, demo, lock, setup, styles, vendor
from deploy.console import Stop
from deploy.layout import ROOT

COMMANDS: dict[str, Callable[[], None]] = {
    "setup": setup.prepare,
    "run": demo.run,
    "test": checks.run_every_test,
    "check": checks.check,
    "bench": checks.bench,
    "format": checks.lay_out,
    "lock": lock.write_locks,
    "vendor": vendor.refresh,
    "styles": styles.write,
    "messages": catalogues.gather,
}


def help_text(makefile: str) -> str:
    """The targets of a Makefile with the remark after ``##``, one a line."""
    targets = [line.split(": ## ", 1) for line in makefile.splitlines() if ": ## " in line]
    return "\n".join(f"  make {name:<8} {remark}" for name, remark in targets)


def main(arguments: list[str]) -> int:
    """Run one command; answer the process's exit status."""
    if arguments == ["help"]:
        print(help_text((ROOT / "Makefile").read_text(encoding="utf-8")))
        return 0
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"Usage: make {' | '.join(['help', *COMMANDS])}", file=sys.stderr)
        return 2
    try:
        COMMANDS[arguments[0]]()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
