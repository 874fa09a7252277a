"""Programmes: slots, drafts, releases, rules and wishes, links of delegations, runs of the scheduler, deadlines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.frozen import freeze, thaw

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# A table and the condition under which a row may still be changed.
FROZEN = {
    "releases": None,
    "release_mails": None,
}

CHECKS = {
    "kind": "kind IN ('plenary', 'group', 'side_event')",
    "seats": "seats IS NULL OR seats > 0",
}


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "deadline_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("counts_from", sa.String(length=10), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("remind_days", sa.JSON(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "audience IN ('isu', 'officers', 'delegations', 'everybody')", name=op.f("ck_deadline_rules_audience")
        ),
        sa.CheckConstraint("counts_from IN ('opening', 'closing')", name=op.f("ck_deadline_rules_counts_from")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_rules")),
        sa.UniqueConstraint("key", name=op.f("uq_deadline_rules_key")),
    )
    op.create_table(
        "changes_subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("sent_until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_changes_subscriptions_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes_subscriptions")),
        sa.UniqueConstraint("account_id", name=op.f("uq_changes_subscriptions_account_id")),
    )
    op.create_table(
        "deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("moved_because", sa.String(length=400), nullable=True),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("remind_days", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("dropped_because", sa.String(length=400), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "audience IN ('isu', 'officers', 'delegations', 'everybody')", name=op.f("ck_deadlines_audience")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_deadlines_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["rule_id"], ["deadline_rules.id"], name=op.f("fk_deadlines_rule_id_deadline_rules")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
        sa.UniqueConstraint("meeting_id", "rule_id", name=op.f("uq_deadlines_meeting_id_rule_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_deadlines_uid")),
    )
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.create_index("ix_deadlines_due", ["due_on"], unique=False)

    op.create_table(
        "delegation_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("revoked_by_id IS NULL OR revoked_at IS NOT NULL", name=op.f("ck_delegation_links_revoked")),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_delegation_links_delegation_id_delegations")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["accounts.id"], name=op.f("fk_delegation_links_given_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["accounts.id"], name=op.f("fk_delegation_links_revoked_by_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_links")),
        sa.UniqueConstraint("sha256", name=op.f("uq_delegation_links_sha256")),
    )
    with op.batch_alter_table("delegation_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_links_delegation_id"), ["delegation_id"], unique=False)

    op.create_table(
        "free_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_free_days_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["accounts.id"], name=op.f("fk_free_days_recorded_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_free_days")),
    )
    with op.batch_alter_table("free_days", schema=None) as batch_op:
        batch_op.create_index(
            "uq_free_days_standing",
            ["meeting_id", "day"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.create_table(
        "participations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("said_by", sa.String(length=20), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("said_by IN ('isu', 'delegation', 'link')", name=op.f("ck_participations_said_by")),
        sa.CheckConstraint("people IS NULL OR people BETWEEN 0 AND 500", name=op.f("ck_participations_people")),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_participations_delegation_id_delegations")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_participations_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participations")),
    )
    with op.batch_alter_table("participations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participations_delegation_id"), ["delegation_id"], unique=False)
        batch_op.create_index("uq_participations", ["meeting_id", "delegation_id"], unique=True)

    op.create_table(
        "programme_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("put_away_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "origin IN ('empty', 'record', 'release', 'meeting', 'draft', 'import')",
            name=op.f("ck_programme_drafts_origin"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["accounts.id"], name=op.f("fk_programme_drafts_created_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_programme_drafts_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_drafts")),
    )
    with op.batch_alter_table("programme_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_drafts_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "programme_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("because", sa.String(length=400), nullable=False),
        sa.Column("replaced_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["set_by_id"], ["accounts.id"], name=op.f("fk_programme_rules_set_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_rules")),
    )
    with op.batch_alter_table("programme_rules", schema=None) as batch_op:
        batch_op.create_index(
            "uq_programme_rules_standing",
            ["key"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("released_at", sa.DateTime(), nullable=False),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("origin IN ('draft', 'change')", name=op.f("ck_releases_origin")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_releases_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["released_by_id"], ["accounts.id"], name=op.f("fk_releases_released_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_releases_meeting_id_number")),
    )
    op.create_table(
        "slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends > starts", name=op.f("ck_slots_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_slots_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slots")),
    )
    with op.batch_alter_table("slots", schema=None) as batch_op:
        batch_op.create_index("uq_slots_meeting_starts", ["meeting_id", "starts"], unique=True)

    op.create_table(
        "wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=36), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(length=20), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("said_by IN ('isu', 'delegation', 'link')", name=op.f("ck_wishes_said_by")),
        sa.CheckConstraint("(committee_id IS NULL) <> (uid IS NULL)", name=op.f("ck_wishes_about_one")),
        sa.CheckConstraint("weight BETWEEN 0 AND 3", name=op.f("ck_wishes_weight")),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_wishes_committee_id_committees")),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_wishes_delegation_id_delegations")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_wishes_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishes")),
    )
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wishes_delegation_id"), ["delegation_id"], unique=False)
        batch_op.create_index(
            "uq_wishes_committee",
            ["meeting_id", "delegation_id", "committee_id"],
            unique=True,
            sqlite_where=sa.text("committee_id IS NOT NULL"),
            postgresql_where=sa.text("committee_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_wishes_session",
            ["meeting_id", "delegation_id", "uid"],
            unique=True,
            sqlite_where=sa.text("uid IS NOT NULL"),
            postgresql_where=sa.text("uid IS NOT NULL"),
        )

    op.create_table(
        "deadline_reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deadline_id"], ["deadlines.id"], name=op.f("fk_deadline_reminders_deadline_id_deadlines")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_reminders")),
        sa.UniqueConstraint("deadline_id", "day", name=op.f("uq_deadline_reminders_deadline_id_day")),
    )
    op.create_table(
        "draft_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("track", sa.String(length=80), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_fixed", sa.Boolean(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("cancelled_because", sa.String(length=400), nullable=True),
        sa.Column("time_is_illustrative", sa.Boolean(), nullable=False),
        sa.Column("day_is_illustrative", sa.Boolean(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('plenary', 'group', 'side_event', 'break')", name=op.f("ck_draft_entries_kind")),
        sa.CheckConstraint(
            "minutes BETWEEN 15 AND 480 AND minutes / 15 * 15 = minutes", name=op.f("ck_draft_entries_minutes")
        ),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name=op.f("ck_draft_entries_seats")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_draft_entries_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["programme_drafts.id"],
            name=op.f("fk_draft_entries_draft_id_programme_drafts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_draft_entries_room_id_rooms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_entries")),
        sa.UniqueConstraint("draft_id", "uid", name=op.f("uq_draft_entries_draft_id_uid")),
    )
    op.create_table(
        "draft_reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["programme_drafts.id"],
            name=op.f("fk_draft_reasons_draft_id_programme_drafts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["given_by_id"], ["accounts.id"], name=op.f("fk_draft_reasons_given_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_reasons")),
    )
    with op.batch_alter_table("draft_reasons", schema=None) as batch_op:
        batch_op.create_index(
            "uq_draft_reasons_standing",
            ["draft_id", "finding"],
            unique=True,
            sqlite_where=sa.text("taken_back_at IS NULL"),
            postgresql_where=sa.text("taken_back_at IS NULL"),
        )

    op.create_table(
        "draft_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["programme_drafts.id"],
            name=op.f("fk_draft_steps_draft_id_programme_drafts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["taken_by_id"], ["accounts.id"], name=op.f("fk_draft_steps_taken_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_steps")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_draft_steps_draft_id_number")),
    )
    op.create_table(
        "release_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_release_mails_delegation_id_delegations")
        ),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_release_mails_release_id_releases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_mails")),
        sa.UniqueConstraint("release_id", "delegation_id", name=op.f("uq_release_mails_release_id_delegation_id")),
    )
    with op.batch_alter_table("release_mails", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_mails_delegation_id"), ["delegation_id"], unique=False)

    op.create_table(
        "releases_told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_releases_told_release_id_releases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases_told")),
        sa.UniqueConstraint("release_id", name=op.f("uq_releases_told_release_id")),
    )
    op.create_table(
        "solver_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("problem", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("progress", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("answer", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("stop_asked_at", sa.DateTime(), nullable=True),
        sa.Column("kept_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name=op.f("ck_solver_runs_state")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["accounts.id"], name=op.f("fk_solver_runs_asked_by_id_accounts")),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["programme_drafts.id"],
            name=op.f("fk_solver_runs_draft_id_programme_drafts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solver_runs")),
    )
    with op.batch_alter_table("solver_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_solver_runs_draft_id"), ["draft_id"], unique=False)

    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.add_column(sa.Column("languages", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=20), server_default="plenary", nullable=False))
        batch_op.add_column(sa.Column("track", sa.String(length=80), server_default="", nullable=False))
        batch_op.add_column(sa.Column("named", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("seats", sa.Integer(), nullable=True))
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_sessions_{name}"), condition)
    for table, unless in FROZEN.items():
        freeze(table, unless)


def downgrade() -> None:
    """Take the change back; what the new tables held is gone."""
    for table in FROZEN:
        thaw(table)
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        for name in CHECKS:
            batch_op.drop_constraint(op.f(f"ck_sessions_{name}"), type_="check")
        batch_op.drop_column("seats")
        batch_op.drop_column("named")
        batch_op.drop_column("track")
        batch_op.drop_column("kind")

    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.drop_column("languages")

    with op.batch_alter_table("solver_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_solver_runs_draft_id"))

    op.drop_table("solver_runs")
    op.drop_table("releases_told")
    with op.batch_alter_table("release_mails", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_mails_delegation_id"))

    op.drop_table("release_mails")
    op.drop_table("draft_steps")
    with op.batch_alter_table("draft_reasons", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_draft_reasons_standing",
            sqlite_where=sa.text("taken_back_at IS NULL"),
            postgresql_where=sa.text("taken_back_at IS NULL"),
        )

    op.drop_table("draft_reasons")
    op.drop_table("draft_entries")
    op.drop_table("deadline_reminders")
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_wishes_session", sqlite_where=sa.text("uid IS NOT NULL"), postgresql_where=sa.text("uid IS NOT NULL")
        )
        batch_op.drop_index(
            "uq_wishes_committee",
            sqlite_where=sa.text("committee_id IS NOT NULL"),
            postgresql_where=sa.text("committee_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_wishes_delegation_id"))

    op.drop_table("wishes")
    with op.batch_alter_table("slots", schema=None) as batch_op:
        batch_op.drop_index("uq_slots_meeting_starts")

    op.drop_table("slots")
    op.drop_table("releases")
    with op.batch_alter_table("programme_rules", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_programme_rules_standing",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.drop_table("programme_rules")
    with op.batch_alter_table("programme_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_drafts_meeting_id"))

    op.drop_table("programme_drafts")
    with op.batch_alter_table("participations", schema=None) as batch_op:
        batch_op.drop_index("uq_participations")
        batch_op.drop_index(batch_op.f("ix_participations_delegation_id"))

    op.drop_table("participations")
    with op.batch_alter_table("free_days", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_free_days_standing",
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.drop_table("free_days")
    with op.batch_alter_table("delegation_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delegation_links_delegation_id"))

    op.drop_table("delegation_links")
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.drop_index("ix_deadlines_due")

    op.drop_table("deadlines")
    op.drop_table("changes_subscriptions")
    op.drop_table("deadline_rules")
