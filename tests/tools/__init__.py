"""Machinery that the tests share: outside programs started, fed and read as plain values."""
