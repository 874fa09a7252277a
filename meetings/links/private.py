"""Answers that are for whoever has a link alone."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request


def keep_private(*endpoints: str) -> Callable[[Response], Response]:
    """Let no browser keep pages that a link opens, nor tell anybody their address, with which anybody may open them."""

    def keep(response: Response) -> Response:
        if request.endpoint in endpoints:
            response.headers["Cache-Control"] = "no-store"
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return keep
