"""The first house: every table of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_accounts_fs_uniquifier")),
    )
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number_from", sa.Integer(), nullable=True),
        sa.Column("number_to", sa.Integer(), nullable=True),
        sa.Column("theme", sa.String(length=60), nullable=False),
        sa.Column("addressed_to", sa.String(length=200), nullable=False),
        sa.Column("paraphrase", sa.Text(), nullable=False),
        sa.Column("number_verified", sa.String(length=60), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
    )
    op.create_table(
        "committees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("official_name", sa.String(length=400), nullable=False),
        sa.Column("short_name", sa.String(length=200), nullable=False),
        sa.Column("other_names", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("active_from", sa.Integer(), nullable=True),
        sa.Column("active_from_text", sa.String(length=200), nullable=False),
        sa.Column("active_to", sa.Integer(), nullable=True),
        sa.Column("active_to_text", sa.String(length=200), nullable=False),
        sa.Column("successor_text", sa.String(length=400), nullable=False),
        sa.Column("mandate", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "active_to IS NULL OR active_from IS NULL OR active_to >= active_from",
            name=op.f("ck_committees_ends_after_it_begins"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committees")),
        sa.UniqueConstraint("key", name=op.f("uq_committees_key")),
    )
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=True),
        sa.Column("consent_type", sa.String(length=40), nullable=True),
        sa.Column("deposited_on", sa.Date(), nullable=True),
        sa.Column("party_since", sa.Date(), nullable=True),
        sa.Column("regional_group", sa.String(length=60), nullable=True),
        sa.Column("affected", sa.Boolean(), nullable=True),
        sa.Column("survivors", sa.Boolean(), nullable=True),
        sa.Column("least_developed", sa.Boolean(), nullable=True),
        sa.Column("small_island", sa.Boolean(), nullable=True),
        sa.Column("un_member", sa.Boolean(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('state', 'organization')", name=op.f("ck_delegations_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
        sa.UniqueConstraint("key", name=op.f("uq_delegations_key")),
    )
    op.create_table(
        "issues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(length=4), nullable=False),
        sa.Column("short_label", sa.String(length=120), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issues")),
        sa.UniqueConstraint("letter", name=op.f("uq_issues_letter")),
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("dates_text", sa.String(length=100), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("venue", sa.String(length=300), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("president", sa.String(length=200), nullable=False),
        sa.Column("states_attending", sa.String(length=60), nullable=False),
        sa.Column("delegates", sa.String(length=60), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_meetings_ends_after_it_begins")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("slug", name=op.f("uq_meetings_slug")),
    )
    op.create_table(
        "outgoing_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("to", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=400), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("try_after", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("given_up_at", sa.DateTime(), nullable=True),
        sa.Column("last_error", sa.String(length=400), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mails")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outgoing_mails_message_id")),
    )
    with op.batch_alter_table("outgoing_mails", schema=None) as batch_op:
        batch_op.create_index("ix_outgoing_mails_waiting", ["sent_at", "given_up_at", "try_after"], unique=False)

    op.create_table(
        "record_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_number")),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    with op.batch_alter_table("sign_in_attempts", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempts_key", ["key", "at"], unique=False)

    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("address", sa.String(length=400), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_audit_entries_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entries_public", ["is_public", "id"], unique=False)
        batch_op.create_index("ix_audit_entries_subject", ["subject_kind", "subject_id", "id"], unique=False)

    op.create_table(
        "delegates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("acts_in_office", sa.Boolean(), nullable=False),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("ck_delegates_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_delegates_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_delegates_delegation_id_delegations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegates")),
    )
    with op.batch_alter_table("delegates", schema=None) as batch_op:
        batch_op.create_index("ix_delegates_account", ["account_id", "since"], unique=False)
        batch_op.create_index(batch_op.f("ix_delegates_delegation_id"), ["delegation_id"], unique=False)
        batch_op.create_index(
            "uq_delegates_present",
            ["account_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )

    op.create_table(
        "delegation_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", sa.String(length=400), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR until > since", name=op.f("ck_delegation_names_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_delegation_names_delegation_id_delegations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_names")),
        sa.UniqueConstraint(
            "delegation_id", "language", "since", name=op.f("uq_delegation_names_delegation_id_language_since")
        ),
    )
    with op.batch_alter_table("delegation_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_names_delegation_id"), ["delegation_id"], unique=False)

    op.create_table(
        "office_holdings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("committee_name", sa.String(length=400), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("term", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_because", sa.String(length=400), nullable=True),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_because IS NULL)", name=op.f("ck_office_holdings_revoked_with_a_reason")
        ),
        sa.CheckConstraint("until > since", name=op.f("ck_office_holdings_ends_after_it_begins")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_office_holdings_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_office_holdings_delegation_id_delegations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_holdings")),
    )
    with op.batch_alter_table("office_holdings", schema=None) as batch_op:
        batch_op.create_index("ix_office_holdings_committee_since", ["committee_id", "since"], unique=False)
        batch_op.create_index("ix_office_holdings_delegation_since", ["delegation_id", "since"], unique=False)
        batch_op.create_index("ix_office_holdings_until", ["until"], unique=False)

    op.create_table(
        "role_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("ck_role_grants_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_role_grants_account_id_accounts")),
        sa.ForeignKeyConstraint(["granted_by_id"], ["accounts.id"], name=op.f("fk_role_grants_granted_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
    )
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grants_account_id"), ["account_id"], unique=False)

    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=120), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name=op.f("ck_rooms_seats")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_rooms_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
    )
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rooms_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index("uq_rooms_meeting_name", ["meeting_id", "name_key"], unique=True)

    op.create_table(
        "sign_in_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("single_use", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sign_in_links_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_in_links_digest")),
    )
    with op.batch_alter_table("sign_in_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_links_account_id"), ["account_id"], unique=False)

    op.create_table(
        "successions",
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("predecessor_id <> successor_id", name=op.f("ck_successions_no_committee_succeeds_itself")),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["committees.id"], name=op.f("fk_successions_predecessor_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["committees.id"], name=op.f("fk_successions_successor_id_committees")
        ),
        sa.PrimaryKeyConstraint("predecessor_id", "successor_id", name=op.f("pk_successions")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("starts_utc", sa.DateTime(), nullable=False),
        sa.Column("ends_utc", sa.DateTime(), nullable=False),
        sa.Column("time_is_illustrative", sa.Boolean(), nullable=False),
        sa.Column("day_is_illustrative", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("previous_starts", sa.DateTime(), nullable=True),
        sa.Column("cancelled_because", sa.String(length=400), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_because IS NOT NULL)", name=op.f("ck_sessions_cancelled_with_a_reason")
        ),
        sa.CheckConstraint("state IN ('tentative', 'confirmed', 'cancelled')", name=op.f("ck_sessions_state")),
        sa.CheckConstraint("ends > starts", name=op.f("ck_sessions_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_sessions_committee_id_committees")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_sessions_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_sessions_room_id_rooms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("uid", name=op.f("uq_sessions_uid")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index("ix_sessions_meeting_starts", ["meeting_id", "starts_utc"], unique=False)
        batch_op.create_index(batch_op.f("ix_sessions_room_id"), ["room_id"], unique=False)
        batch_op.create_index("ix_sessions_starts", ["starts_utc"], unique=False)

    op.create_table(
        "agendas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_agendas_session_id_sessions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agendas")),
        sa.UniqueConstraint("session_id", name=op.f("uq_agendas_session_id")),
    )
    op.create_table(
        "attendance_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "value IN ('present', 'absent', 'excused', 'unknown')", name=op.f("ck_attendance_marks_value")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_attendance_marks_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_attendance_marks_delegation_id_delegations")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_attendance_marks_session_id_sessions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_marks")),
    )
    with op.batch_alter_table("attendance_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_marks_delegation_id"), ["delegation_id"], unique=False)
        batch_op.create_index("ix_attendance_marks_newest", ["session_id", "delegation_id", "id"], unique=False)

    op.create_table(
        "outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("original_language", sa.String(length=8), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'issued')", name=op.f("ck_outcomes_state")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["accounts.id"], name=op.f("fk_outcomes_issued_by_id_accounts")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_outcomes_session_id_sessions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcomes")),
        sa.UniqueConstraint("session_id", name=op.f("uq_outcomes_session_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_outcomes_slug")),
    )
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=30), nullable=False),
        sa.Column("theme_reason", sa.String(length=400), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("symbol", sa.String(length=80), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("official_symbol", sa.String(length=80), nullable=True),
        sa.Column("original_language", sa.String(length=8), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("declined_because", sa.String(length=400), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'declined') = (declined_because IS NOT NULL)", name=op.f("ck_papers_declined_with_a_reason")
        ),
        sa.CheckConstraint(
            "state <> 'published' OR (symbol IS NOT NULL AND published_at IS NOT NULL)",
            name=op.f("ck_papers_published_with_a_symbol"),
        ),
        sa.CheckConstraint("state IN ('submitted', 'published', 'declined')", name=op.f("ck_papers_state")),
        sa.CheckConstraint(
            "theme <> 'cross_cutting' OR theme_reason <> ''", name=op.f("ck_papers_cross_cutting_with_a_reason")
        ),
        sa.CheckConstraint(
            "theme IN ('mine_clearance', 'victim_assistance', 'cross_cutting')", name=op.f("ck_papers_theme")
        ),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_papers_committee_id_committees")),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_papers_delegation_id_delegations")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_papers_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_papers_session_id_sessions")),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["accounts.id"], name=op.f("fk_papers_submitted_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint("official_symbol", name=op.f("uq_papers_official_symbol")),
        sa.UniqueConstraint("slug", name=op.f("uq_papers_slug")),
        sa.UniqueConstraint("symbol", name=op.f("uq_papers_symbol")),
    )
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.create_index("ix_papers_committee_published", ["committee_id", "published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_papers_delegation_id"), ["delegation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_papers_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index("ix_papers_published", ["published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_papers_session_id"), ["session_id"], unique=False)

    op.create_table(
        "agenda_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("circulated_at", sa.DateTime(), nullable=False),
        sa.Column("circulated_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agenda_id"], ["agendas.id"], name=op.f("fk_agenda_editions_agenda_id_agendas")),
        sa.ForeignKeyConstraint(
            ["circulated_by_id"], ["accounts.id"], name=op.f("fk_agenda_editions_circulated_by_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_editions")),
        sa.UniqueConstraint("agenda_id", "revision", name=op.f("uq_agenda_editions_agenda_id_revision")),
    )
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=30), nullable=False),
        sa.Column("presenter_order", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "theme IN ('mine_clearance', 'victim_assistance', 'cross_cutting', 'procedural')",
            name=op.f("ck_agenda_items_theme"),
        ),
        sa.CheckConstraint(
            "minutes BETWEEN 5 AND 480 AND minutes / 5 * 5 = minutes", name=op.f("ck_agenda_items_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["agenda_id"], ["agendas.id"], name=op.f("fk_agenda_items_agenda_id_agendas"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_items_agenda_order", ["agenda_id", "order"], unique=False)

    op.create_table(
        "outcome_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("pdf_size", sa.Integer(), nullable=True),
        sa.Column("pdf_pages", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcomes.id"], name=op.f("fk_outcome_editions_outcome_id_outcomes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_editions")),
        sa.UniqueConstraint("outcome_id", "language", name=op.f("uq_outcome_editions_outcome_id_language")),
    )
    op.create_table(
        "outcome_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcomes.id"], name=op.f("fk_outcome_texts_outcome_id_outcomes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_texts")),
        sa.UniqueConstraint("outcome_id", "language", name=op.f("uq_outcome_texts_outcome_id_language")),
    )
    op.create_table(
        "paper_issues",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_paper_issues_issue_id_issues")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_paper_issues_paper_id_papers")),
        sa.PrimaryKeyConstraint("paper_id", "issue_id", name=op.f("pk_paper_issues")),
    )
    with op.batch_alter_table("paper_issues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_issues_issue_id"), ["issue_id"], unique=False)

    op.create_table(
        "paper_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("given_name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("words", sa.Integer(), nullable=True),
        sa.Column("removed", sa.String(length=400), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["added_by_id"], ["accounts.id"], name=op.f("fk_paper_versions_added_by_id_accounts")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_paper_versions_paper_id_papers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_versions")),
        sa.UniqueConstraint(
            "paper_id", "language", "revision", name=op.f("uq_paper_versions_paper_id_language_revision")
        ),
    )
    with op.batch_alter_table("paper_versions", schema=None) as batch_op:
        batch_op.create_index("ix_paper_versions_file", ["paper_id", "language", "file_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_versions_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "edition_issues",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["agenda_editions.id"], name=op.f("fk_edition_issues_edition_id_agenda_editions")
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_edition_issues_issue_id_issues")),
        sa.PrimaryKeyConstraint("edition_id", "issue_id", name=op.f("pk_edition_issues")),
    )
    with op.batch_alter_table("edition_issues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_issues_issue_id"), ["issue_id"], unique=False)

    op.create_table(
        "item_issues",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_item_issues_issue_id_issues")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_items.id"], name=op.f("fk_item_issues_item_id_agenda_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "issue_id", name=op.f("pk_item_issues")),
    )
    with op.batch_alter_table("item_issues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_issues_issue_id"), ["issue_id"], unique=False)

    op.create_table(
        "item_papers",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_items.id"], name=op.f("fk_item_papers_item_id_agenda_items"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_item_papers_paper_id_papers")),
        sa.PrimaryKeyConstraint("item_id", "paper_id", name=op.f("pk_item_papers")),
    )
    with op.batch_alter_table("item_papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_papers_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "item_presenters",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_item_presenters_delegation_id_delegations")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_items.id"], name=op.f("fk_item_presenters_item_id_agenda_items"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "delegation_id", name=op.f("pk_item_presenters")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("item_presenters")
    with op.batch_alter_table("item_papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_papers_paper_id"))

    op.drop_table("item_papers")
    with op.batch_alter_table("item_issues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_issues_issue_id"))

    op.drop_table("item_issues")
    with op.batch_alter_table("edition_issues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_edition_issues_issue_id"))

    op.drop_table("edition_issues")
    with op.batch_alter_table("paper_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_versions_paper_id"))
        batch_op.drop_index("ix_paper_versions_file")

    op.drop_table("paper_versions")
    with op.batch_alter_table("paper_issues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_issues_issue_id"))

    op.drop_table("paper_issues")
    op.drop_table("outcome_texts")
    op.drop_table("outcome_editions")
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.drop_index("ix_agenda_items_agenda_order")

    op.drop_table("agenda_items")
    op.drop_table("agenda_editions")
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_papers_session_id"))
        batch_op.drop_index("ix_papers_published")
        batch_op.drop_index(batch_op.f("ix_papers_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_papers_delegation_id"))
        batch_op.drop_index("ix_papers_committee_published")

    op.drop_table("papers")
    op.drop_table("outcomes")
    with op.batch_alter_table("attendance_marks", schema=None) as batch_op:
        batch_op.drop_index("ix_attendance_marks_newest")
        batch_op.drop_index(batch_op.f("ix_attendance_marks_delegation_id"))

    op.drop_table("attendance_marks")
    op.drop_table("agendas")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_sessions_starts")
        batch_op.drop_index(batch_op.f("ix_sessions_room_id"))
        batch_op.drop_index("ix_sessions_meeting_starts")
        batch_op.drop_index(batch_op.f("ix_sessions_committee_id"))

    op.drop_table("sessions")
    op.drop_table("successions")
    with op.batch_alter_table("sign_in_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_links_account_id"))

    op.drop_table("sign_in_links")
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.drop_index("uq_rooms_meeting_name")
        batch_op.drop_index(batch_op.f("ix_rooms_meeting_id"))

    op.drop_table("rooms")
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grants_account_id"))

    op.drop_table("role_grants")
    with op.batch_alter_table("office_holdings", schema=None) as batch_op:
        batch_op.drop_index("ix_office_holdings_until")
        batch_op.drop_index("ix_office_holdings_delegation_since")
        batch_op.drop_index("ix_office_holdings_committee_since")

    op.drop_table("office_holdings")
    with op.batch_alter_table("delegation_names", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delegation_names_delegation_id"))

    op.drop_table("delegation_names")
    with op.batch_alter_table("delegates", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_delegates_present", sqlite_where=sa.text("until IS NULL"), postgresql_where=sa.text("until IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_delegates_delegation_id"))
        batch_op.drop_index("ix_delegates_account")

    op.drop_table("delegates")
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entries_subject")
        batch_op.drop_index("ix_audit_entries_public")

    op.drop_table("audit_entries")
    with op.batch_alter_table("sign_in_attempts", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempts_key")

    op.drop_table("sign_in_attempts")
    op.drop_table("record_number")
    with op.batch_alter_table("outgoing_mails", schema=None) as batch_op:
        batch_op.drop_index("ix_outgoing_mails_waiting")

    op.drop_table("outgoing_mails")
    op.drop_table("meetings")
    op.drop_table("issues")
    op.drop_table("delegations")
    op.drop_table("committees")
    op.drop_table("actions")
    op.drop_table("accounts")
