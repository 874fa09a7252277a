"""`make setup`: everything that the demonstration and the tests need first. Safe and quick to run again."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from deploy import catalogues, environment, system_packages
from deploy.layout import VAR


def prepare(*, for_tests: bool = False, with_test_programs: bool = False) -> None:
    """Make ready what is needed and not there yet.

    ``for_tests`` adds the packages that tests and checks import, ``with_test_programs`` the browser, the database
    server and the readers that only the whole test run starts.

    Raises Stop when something is missing that cannot be installed from here.
    """
    with _one_at_a_time():
        environment.make(for_tests=for_tests)
        needs = system_packages.FOR_RUNNING
        system_packages.provide(needs + system_packages.FOR_TESTING if with_test_programs else needs)
        catalogues.compile_new()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two commands started together, say `make run` beside `make test`, take turns at the environment."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "setup.lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  Waiting for another set-up in this folder …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
