"""The back-test: rotation put to the real record of 2003 to 2013, and written to docs/rotation-backtest.md."""
