"""The field for a file. What is in the file is checked where it is stored, not here."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField as UploadedFileField
from wtforms.validators import ValidationError

from foundation.fields.base import OurField, Words


class FileField(OurField, UploadedFileField):
    """A file whose name ends in one of `extensions`, given in small letters without the dot.

    `data` is a werkzeug FileStorage or None.
    """

    kind: ClassVar[str] = "input"
    missing = lazy_gettext("Choose a file.")

    def __init__(self, label: Words, *, extensions: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.extensions = extensions

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the first file that was sent; text in its place counts as none."""
        UploadedFileField.process_formdata(self, valuelist)

    def check(self, form: Any) -> None:
        """Refuse a name with another ending, before anything is read from the file."""
        if not self.data.filename.lower().endswith(tuple(f".{extension}" for extension in self.extensions)):
            endings = gettext(", ").join(f".{extension}" for extension in self.extensions)
            raise ValidationError(
                gettext("Choose a file whose name ends in one of these: %(endings)s.", endings=endings)
            )

    def shown(self, value: Any) -> str:
        """Return the file's name."""
        return "" if value is None else str(value.filename)

    @property
    def attributes(self) -> dict[str, Any]:
        """Lets the browser offer only such files."""
        return {**super().attributes, "accept": ",".join(f".{extension}" for extension in self.extensions)}
