"""A pytest plugin: where CI says so, a test that was skipped has failed.

A skip is a kindness to someone who lacks a program. On the machine that decides, it would be a test silently lost.
"""

import os
from collections.abc import Generator

import pytest


def _skips_fail() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and _skips_fail():
        report.outcome = "failed"
        report.longrepr = f"skipped, which counts as failed where CI is set: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of one test, or of its set-up, into a failure."""
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the skip of a whole file into a failure."""
    report = yield
    _fail_if_skipped(report)
    return report
