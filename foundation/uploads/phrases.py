"""The words for files that cannot be accepted, and for what the cleaning takes out."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from foundation.rules import Refused
from foundation.uploads import rules
from foundation.uploads.rules import Removed

REFUSALS: dict[type[Refused], LazyString] = {
    rules.UnusableName: _("Rename the file and choose it again: its name is empty, a path, or has hidden characters."),
    rules.NameTooLong: _("Give the file a shorter name and choose it again: at most %(limit)s bytes."),
    rules.ExtensionNotAllowed: _("Choose a PDF or a Word file, with a name that ends in .pdf or .docx."),
    rules.EmptyFile: _("This file is empty. Choose another."),
    rules.FileTooLarge: _("This file has %(size)s bytes, and at most %(limit)s are allowed. Choose a smaller one."),
    rules.ContentMismatch: _("What is in this file is not what its name says (%(extension)s). Choose another."),
    rules.EncryptedUpload: _("This file is locked by a password or restrictions. Remove them, then choose it again."),
    rules.DamagedUpload: _("This file is damaged and cannot be read. Save it anew, then choose it again."),
    rules.TooManyPages: _("This file has %(pages)s pages, and at most %(limit)s are allowed. Divide it."),
    rules.TooComplex: _("This file is made of more parts than can be checked. Save it more simply, or divide it."),
    rules.UnpacksTooLarge: _("What is packed inside this file is larger than can be checked. Choose a smaller one."),
    rules.UncheckableCompression: _("This file is packed in a way that cannot be checked. Save it anew as PDF."),
    rules.MacrosInside: _("This Word file holds a program (macros). Save it without them as .docx, or as PDF."),
    rules.ActiveContent: _("This file acts by itself, which cannot be taken out: %(part)s. Save it anew as PDF."),
    rules.OutsideContent: _("This Word file fetches something from elsewhere (%(relation)s). Save it anew as PDF."),
}
REMOVED = {
    Removed.SCRIPT: _("a program (script)"),
    Removed.ACTION: _("something that acts by itself when opened or clicked on"),
    Removed.ATTACHMENT: _("a file attached inside it"),
    Removed.MEDIA: _("sound, film or a three-dimensional model"),
    Removed.FORM_PROGRAM: _("a form that is a program"),
    Removed.OUTSIDE_CONTENT: _("something that would be fetched from elsewhere"),
    Removed.UNSAFE_LINK: _("a link that leads neither to the web nor to a mail address"),
    Removed.SIGNATURE: _("a digital signature, which the cleaning would have broken"),
}
