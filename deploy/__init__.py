"""The commands behind the Makefile: set-up, demonstration, checks and tests.

They start with any Python 3.11 or newer and the standard library alone, make the virtual environment, and run
everything that needs a package as a process of that environment's own Python.
"""
