"""The outbox: mail is written down in the transaction that causes it and leaves after the commit."""

from foundation.mail.actions import put_in_outbox, send_waiting

__all__ = ["put_in_outbox", "send_waiting"]
