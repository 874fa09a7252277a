"""The ground floor's one door: everything under both packages joins the application here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask_babel import lazy_gettext as _
from flask_compress import Compress
from flask_migrate import Migrate
from flask_security import RoleMixin, Security, SQLAlchemyUserDatastore
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from foundation import assets, clock, database, http, jobs, languages, logs, permissions, web, wording
from foundation.accounts import access, phrases
from foundation.accounts import jobs as account_jobs
from foundation.accounts import views as accounts
from foundation.accounts.models import Account
from foundation.commands import COMMANDS
from foundation.database import db
from foundation.frame import frame_values
from foundation.health import routes as health
from foundation.mail import jobs as mail_jobs
from foundation.mail_transport import transport_from
from foundation.permissions import Permission, declare, signed_in
from foundation.reference import data_commands
from foundation.settings import LOOPBACK_HOSTS, Settings
from foundation.storage import Store
from foundation.uploads import phrases as upload_phrases

STATIC_SECONDS = 365 * 86400
# What is text among the answers; Flask-Compress's own list lacks calendars.
COMPRESSED = (
    "text/html",
    "text/css",
    "text/javascript",
    "text/plain",
    "text/csv",
    "text/calendar",
    "application/json",
    "application/atom+xml",
    "image/svg+xml",
)
PERMISSIONS = (Permission("account.set_password", _("Set one's own password."), (signed_in,)),)


class NoStoredRole(RoleMixin):
    """Flask-Security asks for a class of roles; ours are dated grants that it never touches."""


def register(app: Flask, settings: Settings) -> None:
    """Join the ground to the application."""
    app.extensions["settings"] = settings
    started = settings.clock_starts_at
    app.extensions["clock"] = clock.SystemClock() if started is None else clock.StartedClock(started)
    app.config.update(configuration(settings))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.filters.update(clock.FILTERS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.converters.update(web.CONVERTERS)
    logs.init(settings.log_level)
    database.init(app, settings.database_url)
    Migrate(app, db, directory="migrations", compare_type=True, render_as_batch=True)
    languages.init(app)
    # Before anything asks the database.
    app.before_request(http.read_form)
    # Before the check for forged forms, whose page too shows who is signed in.
    app.before_request(access.set_actor)
    app.before_request(http.refuse_unread_form)
    CSRFProtect(app)
    Security(app, SQLAlchemyUserDatastore(db, Account, NoStoredRole), register_blueprint=False)
    app.extensions["store"] = Store(settings.files_url)
    app.extensions["mail_transport"] = transport_from(settings.mail_url, settings.mail_sender)
    jobs.init(app, settings.jobs_url)
    http.init(app)
    Compress(app)
    assets.register(app)
    app.before_request(permissions.refuse_unmarked)
    app.context_processor(web.template_helpers)
    app.context_processor(frame_values)
    app.view_functions["static"] = permissions.public(app.view_functions["static"])
    wording.word_refusals(phrases.REFUSALS)
    wording.word_refusals(upload_phrases.REFUSALS)
    wording.word_deeds(phrases.DEEDS)
    declare(*PERMISSIONS)
    app.register_blueprint(accounts.routes)
    app.register_blueprint(health)
    for command in COMMANDS:
        app.cli.add_command(command)
    app.cli.add_command(data_commands)
    app.wsgi_app = static_files(app)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def static_files(app: Flask) -> WhiteNoise:
    """Serves what lies in `static/` before the application is asked, with the same headers that it would add."""
    headers = http.security_headers(app)
    return WhiteNoise(
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        max_age=STATIC_SECONDS,
        allow_all_origins=False,
        add_headers_function=lambda given, _path, _url: [given.add_header(*one) for one in headers.items()],
    )


def configuration(settings: Settings) -> dict[str, Any]:
    """Flask's and its extensions' own configuration, worked out from our settings."""
    secret = settings.secret_key.get_secret_value()
    return {
        "COMPRESS_MIMETYPES": COMPRESSED,
        "SECRET_KEY": secret,
        "SECURITY_PASSWORD_HASH": "argon2",
        # Argon2 salts each password by itself. Flask-Security would first mix in a salt of the whole site, and every
        # password would be lost with it.
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        "SECURITY_LOGIN_WITHOUT_CONFIRMATION": True,
        "SECURITY_TRACKABLE": False,
        "SECURITY_JOIN_USER_ROLES": False,
        "TRUSTED_HOSTS": [urlsplit(settings.public_url).hostname, *sorted(LOOPBACK_HOSTS)],
        "SESSION_COOKIE_NAME": "cookie",
        # A file that any cache may keep must never carry somebody's cookie: it is sent when it changes, no more often.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # Flask-Login would keep a digest of network and browser in the cookie, and mark who travels as "not fresh".
        "SESSION_PROTECTION": None,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=settings.signed_in_days),
        # Three times the largest file: one that is somewhat too large is told beside its field, and the form is kept.
        "MAX_CONTENT_LENGTH": 3 * settings.upload_megabytes * 1_000_000 + http.FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": http.FORM_BYTES,
        "MAX_FORM_PARTS": 2000,
        # A form stays good as long as the cookie: nothing that was typed is lost to a clock.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "PREFERRED_URL_SCHEME": "https" if settings.is_secure else "http",
    }
