"""Forms and their fields: what a page may ask for, and the sentence for each shape that is wrong.

A form checks shape (is it a date, is it short enough); what a value means is for rules, and a rule's refusal is put
beside its field with `Form.refuse`. Every field knows its hint, its control's attributes and what it says of a wrong
value, so that `templates/components/field.html` only puts them in order.
"""

from foundation.fields.choices import CheckboxesField, CheckboxField, Choice, RadioField, SelectField
from foundation.fields.days import DateField, TimeField
from foundation.fields.files import FileField
from foundation.fields.form import FieldError, Form, QueryForm, Version
from foundation.fields.numbers import HiddenVersionField, IntegerField
from foundation.fields.text import EmailField, HiddenOnceField, PasswordField, TextAreaField, TextField

__all__ = [
    "CheckboxField",
    "CheckboxesField",
    "Choice",
    "DateField",
    "EmailField",
    "FieldError",
    "FileField",
    "Form",
    "HiddenOnceField",
    "HiddenVersionField",
    "IntegerField",
    "PasswordField",
    "QueryForm",
    "RadioField",
    "SelectField",
    "TextAreaField",
    "TextField",
    "TimeField",
    "Version",
]
