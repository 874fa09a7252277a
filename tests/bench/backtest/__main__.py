"""`python -m tests.bench.backtest`: put the rotation to the real record and write docs/rotation-backtest.md."""

from __future__ import annotations

from tests.bench.backtest.written import write

if __name__ == "__main__":
    write()
