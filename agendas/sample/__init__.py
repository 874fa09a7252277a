"""The sample meeting: real weeks of the record, filled in with samples that are marked as such."""
