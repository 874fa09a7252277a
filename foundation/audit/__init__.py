"""What was done, by whom and when: rows written in the same transaction as the deed and never changed.

An entry is also how the rest learns that something changed: each transaction that records a deed raises the number
of the record, from which every page's ETag is made. The number is a row of its own and not the newest entry's id,
because on PostgreSQL two transactions may finish in the other order than they began.
"""

from foundation.audit.actions import raise_record_number, record
from foundation.audit.queries import history_of, public_changes, record_number

__all__ = ["history_of", "public_changes", "raise_record_number", "record", "record_number"]
