"""The throw-away PostgreSQL server: its databases are apart, and nothing of it stays."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.tools.postgres import new_database, throwaway_cluster


@pytest.mark.postgres
def test_databases_are_apart_and_the_server_leaves_nothing() -> None:
    with throwaway_cluster() as url:
        folder = Path(parse_qs(urlsplit(url).query)["host"][0])
        first, second = new_database(url, "first"), new_database(url, "second")
        with psycopg.connect(first) as connection:
            connection.execute("CREATE TABLE only_here (id integer)")
            port = connection.execute("SHOW listen_addresses").fetchone()
        with psycopg.connect(second) as connection:
            tables = connection.execute("SELECT to_regclass('only_here')").fetchone()
        copy = new_database(url, "copy", template="first")
        with psycopg.connect(copy) as connection:
            copied = connection.execute("SELECT to_regclass('only_here')").fetchone()

    assert port == ("",)
    assert tables == (None,)
    assert copied == ("only_here",)
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_a_name_that_is_no_identifier_is_refused() -> None:
    with pytest.raises(ValueError, match="identifier"):
        new_database("postgresql:///", 'x"; DROP')
