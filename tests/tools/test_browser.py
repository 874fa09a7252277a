"""The test browser starts, and speaks to nobody outside this machine."""

import playwright.sync_api
import pytest

from tests.tools.browser import chromium


@pytest.mark.browser
def test_no_other_machine_can_be_reached() -> None:
    with chromium() as browser:
        page = browser.new_page()
        page.set_content("<title>Here</title>")
        assert page.title() == "Here"
        with pytest.raises(playwright.sync_api.Error, match="ERR_NAME_NOT_RESOLVED"):
            page.goto("http://example.org/")
