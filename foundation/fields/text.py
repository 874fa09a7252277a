"""Fields for text, which always has a limit and never a hidden character."""

from __future__ import annotations

import re
import secrets
from typing import Any

import wtforms
from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext, ngettext
from wtforms import widgets
from wtforms.validators import ValidationError

from foundation import plain_text
from foundation.fields.base import OurField, Words
from foundation.fields.numbers import HiddenVersionField

LONGEST_EMAIL = 254
"""Characters; the most that a mail server takes in a path (RFC 5321, section 4.5.3.1.3, without its brackets)."""

LONGEST_PASSWORD = 200

_ONCE = re.compile("[A-Za-z0-9_-]{43}")


class TextField(OurField, wtforms.StringField):
    """One line of at most `longest` characters; `data` is always text, empty where nothing was given."""

    def __init__(self, label: Words, *, longest: int, default: str = "", **kwargs: Any) -> None:
        super().__init__(label, default=default, **kwargs)
        self.longest = longest

    def read(self, typed: str) -> None:
        """Keep the text in its plain spelling."""
        self.data = plain_text.one_line(typed)

    def is_empty(self) -> bool:
        """Tell whether nothing can be seen."""
        return plain_text.is_blank(self.data or "")

    def pre_validate(self, form: Any) -> None:
        """Take what cannot be seen for nothing, so that an optional field never stores hidden characters alone."""
        if self.is_empty():
            self.data = ""
        super().pre_validate(form)

    def check(self, form: Any) -> None:
        """Refuse hidden characters and what is too long."""
        if plain_text.has_refused_characters(self.data):
            mark = plain_text.REPLACEMENT
            raise ValidationError(gettext("Remove the hidden characters, each shown as %(mark)s.", mark=mark))
        if len(self.data) > self.longest:
            raise ValidationError(
                ngettext(
                    "Shorten this to %(longest)s characters: it has %(num)s character.",
                    "Shorten this to %(longest)s characters: it has %(num)s characters.",
                    len(self.data),
                    longest=self.longest,
                )
            )

    def shown(self, value: Any) -> str:
        """Return the text with what may not be stored made visible."""
        return plain_text.with_refused_characters_shown(value or "")

    def _value(self) -> str:
        return self.shown(self.data)

    @property
    def attributes(self) -> dict[str, Any]:
        """Text takes its direction from its first letter, whatever the language of the page."""
        return {**super().attributes, "dir": "auto"}


class TextAreaField(TextField):
    """Text of several paragraphs, with an empty line between them."""

    widget = widgets.TextArea()

    def __init__(self, label: Words, *, longest: int, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(label, longest=longest, **kwargs)
        self.rows = rows

    def read(self, typed: str) -> None:
        """Keep the paragraphs in their plain spelling."""
        self.data = plain_text.paragraphs(typed)

    @property
    def attributes(self) -> dict[str, Any]:
        """Adds the height."""
        return {**super().attributes, "rows": self.rows}


class EmailField(TextField):
    """An e-mail address, checked for its form alone: nothing is looked up.

    `data` is in ASCII, as mail leaves: a domain in another script is taken in its encoded spelling (`xn--…`), and a
    name before the @ that has letters beyond ASCII is refused, since few servers on the way would carry it.
    """

    widget = widgets.EmailInput()

    def __init__(self, label: Words, *, autocomplete: str = "email", **kwargs: Any) -> None:
        super().__init__(label, longest=LONGEST_EMAIL, autocomplete=autocomplete, **kwargs)

    def check(self, form: Any) -> None:
        """Refuse what is no address."""
        super().check(form)
        try:
            self.data = validate_email(self.data, allow_smtputf8=False, check_deliverability=False).ascii_email
        except EmailNotValidError as error:
            raise ValidationError(gettext("Write an e-mail address, such as name@example.org.")) from error

    @property
    def attributes(self) -> dict[str, Any]:
        """An address reads from left to right in every language."""
        return {**super().attributes, "dir": "ltr", "spellcheck": "false"}


class PasswordField(TextField):
    """A password, kept as typed and never sent back to the page."""

    widget = widgets.PasswordInput()

    def __init__(self, label: Words, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        super().__init__(label, longest=LONGEST_PASSWORD, autocomplete=autocomplete, **kwargs)

    def read(self, typed: str) -> None:
        """Keep every character: blanks at the ends may belong to it."""
        self.data = typed

    def is_empty(self) -> bool:
        """Tell whether nothing was typed; blanks are something."""
        return not self.data


class HiddenOnceField(OurField, wtforms.StringField):
    """32 random bytes that are made with each showing of a form, so that what is sent twice is known to be the same."""

    widget = widgets.HiddenInput()
    missing = HiddenVersionField.missing

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", default=lambda: secrets.token_urlsafe(32), **kwargs)

    def read(self, typed: str) -> None:
        """Read what the page was made with; anything of another shape was not written by the page."""
        self.data = None
        if not _ONCE.fullmatch(typed):
            raise ValueError(str(self.missing))
        self.data = typed

    def _value(self) -> str:
        return self.data or ""
