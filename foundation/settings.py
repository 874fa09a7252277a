"""What an operator may set, read once from the environment at the start and never changed afterwards.

Every default is right for production and fit to be public; whatever has no safe default (the secret, the public
address) must be given, and a missing or wrong value stops the start with one line that says its name.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from foundation.clock import zone_names
from foundation.mail_transport import transport_from
from foundation.storage import Store

LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "::1"}


class WrongSettings(Exception):
    """One or more settings are missing or wrong; the text has one line for each, beginning with its name."""


class Settings(BaseSettings):
    """All settings. The name of a field in capitals is the name of its environment variable."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", case_sensitive=False)

    secret_key: Annotated[
        SecretStr,
        Field(
            min_length=32,
            description="Signs the cookies of those who are signed in. At least 32 characters, kept secret.",
        ),
    ]
    public_url: Annotated[
        str,
        Field(
            description="The address under which readers reach the site, without a path. "
            "Must be https, unless the host is this machine itself."
        ),
    ]
    database_url: Annotated[
        str,
        Field(description="SQLite (`sqlite:///var/intersessional.db`) or PostgreSQL (`postgresql://user@host/name`)."),
    ] = "sqlite:///var/intersessional.db"
    files_url: Annotated[str, Field(description="Where uploaded and issued files are kept: `file:` and a folder.")] = (
        "file:var/files"
    )
    jobs_url: Annotated[
        str, Field(description="Where work for the background waits: `sqlite:` and a file of its own.")
    ] = "sqlite:var/jobs.db"
    mail_url: Annotated[
        str,
        Field(
            description="How mail leaves: `file:` and a folder (each mail a file), "
            "or `smtp://user:password@host:587?starttls=1`, or `smtps://…`.",
            repr=False,
        ),
    ] = "file:var/outbox"
    mail_sender: Annotated[str, Field(description="The address that mails come from.", min_length=3)] = (
        "Intersessional <no-reply@localhost>"
    )
    clock: Annotated[
        str,
        Field(
            description="`system`, or, for a demonstration only, a moment with its offset "
            "(`2012-05-14T09:00:00+02:00`) at which the clock starts."
        ),
    ] = "system"
    home_zone: Annotated[
        str, Field(description="IANA time zone in which the office works and which new records propose.")
    ] = "Europe/Zurich"
    trusted_proxies: Annotated[
        int, Field(ge=0, le=5, description="How many proxies in front of the server set the X-Forwarded headers.")
    ] = 0
    sign_in_link_minutes: Annotated[
        int, Field(ge=5, le=7 * 24 * 60, description="How long a mailed sign-in link works, in minutes.")
    ] = 60
    invitation_days: Annotated[
        int, Field(ge=1, le=60, description="How long an invitation to an account works, in days.")
    ] = 14
    signed_in_days: Annotated[int, Field(ge=1, le=90, description="How long a person stays signed in, in days.")] = 14
    sign_in_attempts: Annotated[
        int,
        Field(
            ge=3,
            le=100,
            description="How many attempts to sign in one mail address may make in 15 minutes, "
            "by link and by password each.",
        ),
    ] = 10
    sign_in_attempts_of_a_network: Annotated[
        int,
        Field(
            ge=10,
            le=10_000,
            description="How many attempts to sign in may come from one network in 15 minutes. "
            "Everybody in a conference centre may come from one.",
        ),
    ] = 300
    upload_megabytes: Annotated[
        int, Field(ge=1, le=200, description="The largest file that may be uploaded, in MB of 1,000,000 bytes.")
    ] = 20
    audit_network_days: Annotated[
        int,
        Field(
            ge=1,
            le=365,
            description="How long attempts to sign in, links that ran out and mails that left are remembered, in days.",
        ),
    ] = 30
    log_level: Annotated[
        str,
        Field(
            pattern="^(debug|info|warning|error)$",
            description="How much is logged: `debug`, `info`, `warning` or `error`. With `debug`, for development "
            "only, the log also tells what exceptions say, which may be personal.",
        ),
    ] = "info"

    @field_validator("public_url")
    @classmethod
    def _public_url_is_an_origin(cls, value: str) -> str:
        parts = _parts_of_origin(value)
        if parts is None:
            raise ValueError("must be an address such as https://intersessional.example.org, without a path")
        if parts.scheme == "http" and parts.hostname not in LOOPBACK_HOSTS:
            raise ValueError("must be https, or cookies would travel in the open")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        try:
            database = make_url(value).database
        except (ArgumentError, ValueError):
            database = None
        if database in (None, "", ":memory:"):
            raise ValueError("must name a database, or a file")
        return value

    @field_validator("files_url")
    @classmethod
    def _files_are_kept_somewhere(cls, value: str) -> str:
        Store(value)
        return value

    @field_validator("jobs_url")
    @classmethod
    def _jobs_are_known(cls, value: str) -> str:
        if value == "memory:":
            return value
        if not value.startswith("sqlite:"):
            raise ValueError("must begin with sqlite: (or be memory:, for tests, which runs each job at once)")
        if not value.removeprefix("sqlite:").strip("/"):
            raise ValueError("must name a file")
        return value

    @field_validator("mail_url")
    @classmethod
    def _mail_is_known(cls, value: str) -> str:
        transport_from(value, "nobody@localhost")
        return value

    @field_validator("mail_sender")
    @classmethod
    def _sender_has_an_address(cls, value: str) -> str:
        transport_from("file:unused", value)
        return value

    @field_validator("clock")
    @classmethod
    def _clock_has_an_offset(cls, value: str) -> str:
        if value != "system":
            try:
                moment = datetime.fromisoformat(value)
            except ValueError:
                moment = None
            if moment is None or moment.tzinfo is None:
                raise ValueError("must be system, or a moment with its offset, such as 2012-05-14T09:00:00+02:00")
        return value

    @field_validator("home_zone")
    @classmethod
    def _zone_is_known(cls, value: str) -> str:
        if value not in zone_names():
            raise ValueError("must be a zone of the IANA time zone database, such as Europe/Zurich")
        return value

    @property
    def clock_starts_at(self) -> datetime | None:
        """The moment at which a demonstration's clock starts; None for the system's clock."""
        return None if self.clock == "system" else datetime.fromisoformat(self.clock)

    @property
    def is_secure(self) -> bool:
        """Whether readers come by https, so that cookies may be kept to it."""
        return self.public_url.startswith("https://")

    @property
    def sign_in_link_lifetime(self) -> timedelta:
        """How long a mailed sign-in link works."""
        return timedelta(minutes=self.sign_in_link_minutes)


def _parts_of_origin(value: str) -> SplitResult | None:
    """The parts of an address that names a scheme and a host, and perhaps a port, but nothing else; or None."""
    try:
        parts = urlsplit(value)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    if parts.scheme not in ("http", "https") or not host or value.rstrip("/") != f"{parts.scheme}://{host}{port}":
        return None
    return parts


def read_settings(**given: Any) -> Settings:
    """Settings from the environment, with `given` values before it (tests and commands hand them in).

    Raises WrongSettings with one line for each setting that is missing or wrong; the wrong value itself is never
    repeated, since it may be a secret.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        lines = []
        for problem in error.errors(include_input=False, include_url=False):
            name = str(problem["loc"][0]).upper() if problem["loc"] else "SETTINGS"
            reason = "is missing" if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ")
            lines.append(f"{name}: {reason}")
        raise WrongSettings("\n".join(lines)) from None


def file_with_folder(url: str) -> Path:
    """The file that a `sqlite:` setting names. Its folder is made if it does not exist; the file is not."""
    file = Path(url.removeprefix("sqlite:").removeprefix("///"))
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
