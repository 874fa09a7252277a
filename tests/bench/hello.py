"""The measure of all measurements: an application with one page that says hello, on nothing but Flask."""

from __future__ import annotations

from flask import Flask


def create_app() -> Flask:
    """The bare application."""
    app = Flask(__name__)

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    return app
