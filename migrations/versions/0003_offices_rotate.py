"""Offices rotate: schemes, closings, consultations, proposals with their slates, follow-ups and hand-over packs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from migrations.frozen import freeze, thaw

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# A table and the condition under which a row may still be changed. A slate's state moves on and its content stays; a
# decline gets, once, the proposal that mends its slate.
FROZEN = {
    "consultation_answers": None,
    "soundings": None,
    "proposals": None,
    "slates": "NEW.sha256 = OLD.sha256 AND CAST(NEW.content AS TEXT) = CAST(OLD.content AS TEXT) "
    "AND NEW.proposal_id = OLD.proposal_id AND NEW.number = OLD.number AND NEW.since = OLD.since "
    "AND OLD.state NOT IN ('decided', 'set_aside')",
    "slate_steps": None,
    "slate_declines": "OLD.proposal_id IS NULL AND NEW.slate_id = OLD.slate_id "
    "AND NEW.delegation_id = OLD.delegation_id AND NEW.note = OLD.note",
}

CHECKS = {
    "ended_with_a_reason": "(planned_until IS NULL) = (ended_because IS NULL)",
    "ended_before_the_plan": "planned_until IS NULL OR planned_until > until",
    "origin": "origin IN ('record', 'hand', 'closing', 'slate')",
}


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "consultations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("wording", sa.JSON(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("remind_on", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_because", sa.String(length=400), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_because IS NULL)",
            name=op.f("ck_consultations_withdrawn_with_a_reason"),
        ),
        sa.ForeignKeyConstraint(["opened_by_id"], ["accounts.id"], name=op.f("fk_consultations_opened_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
    )
    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.create_index(
            "uq_consultations_standing",
            ["since"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "delegation_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'mission') = (number IS NOT NULL)", name=op.f("ck_delegation_facts_number_of_a_mission")
        ),
        sa.CheckConstraint("kind IN ('donor', 'mission', 'party')", name=op.f("ck_delegation_facts_kind")),
        sa.CheckConstraint("number IS NULL OR number > 0", name=op.f("ck_delegation_facts_number")),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR until > since", name=op.f("ck_delegation_facts_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_delegation_facts_delegation_id_delegations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_facts")),
    )
    with op.batch_alter_table("delegation_facts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_facts_delegation_id"), ["delegation_id"], unique=False)
        batch_op.create_index(
            "uq_delegation_facts_party",
            ["delegation_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'party' AND revoked_at IS NULL"),
            postgresql_where=sa.text("kind = 'party' AND revoked_at IS NULL"),
        )

    op.create_table(
        "handover_packs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'ready') = (sha256 IS NOT NULL)", name=op.f("ck_handover_packs_ready_with_a_file")
        ),
        sa.CheckConstraint("state IN ('waiting', 'working', 'ready', 'failed')", name=op.f("ck_handover_packs_state")),
        sa.CheckConstraint("(sha256 IS NULL) = (size IS NULL)", name=op.f("ck_handover_packs_file_with_a_size")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["accounts.id"], name=op.f("fk_handover_packs_asked_by_id_accounts")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_handover_packs_committee_id_committees")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_packs")),
    )
    with op.batch_alter_table("handover_packs", schema=None) as batch_op:
        batch_op.create_index("ix_handover_packs_committee", ["committee_id", "year", "id"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("seed", sa.String(length=80), nullable=False),
        sa.Column("problem", sa.JSON(), nullable=False),
        sa.Column("problem_sha256", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_trial", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["accounts.id"], name=op.f("fk_proposals_asked_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index("ix_proposals_since", ["since", "id"], unique=False)

    op.create_table(
        "rotation_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("because", sa.String(length=400), nullable=False),
        sa.Column("replaced_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["set_by_id"], ["accounts.id"], name=op.f("fk_rotation_rules_set_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_rules")),
    )
    with op.batch_alter_table("rotation_rules", schema=None) as batch_op:
        batch_op.create_index(
            "uq_rotation_rules_standing",
            ["key"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "schemes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("cut_id", sa.Integer(), nullable=True),
        sa.Column("cut_until", sa.Date(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_because", sa.String(length=400), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("origin IN ('record', 'hand')", name=op.f("ck_schemes_origin")),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_because IS NULL)", name=op.f("ck_schemes_revoked_with_a_reason")
        ),
        sa.CheckConstraint("cut_id IS NOT NULL OR cut_until IS NULL", name=op.f("ck_schemes_cut_another")),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("ck_schemes_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_schemes_committee_id_committees")),
        sa.ForeignKeyConstraint(["cut_id"], ["schemes.id"], name=op.f("fk_schemes_cut_id_schemes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schemes")),
    )
    with op.batch_alter_table("schemes", schema=None) as batch_op:
        batch_op.create_index("ix_schemes_committee_since", ["committee_id", "since"], unique=False)

    op.create_table(
        "year_closings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=40), nullable=False),
        sa.Column("next_term", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("preview_sha256", sa.String(length=64), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_because", sa.String(length=400), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_because IS NULL)", name=op.f("ck_year_closings_undone_with_a_reason")
        ),
        sa.CheckConstraint("until > since", name=op.f("ck_year_closings_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["done_by_id"], ["accounts.id"], name=op.f("fk_year_closings_done_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_closings")),
    )
    with op.batch_alter_table("year_closings", schema=None) as batch_op:
        batch_op.create_index(
            "uq_year_closings_standing",
            ["since"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.create_table(
        "closing_exceptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closing_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("to_committee_id", sa.Integer(), nullable=True),
        sa.Column("to_role", sa.String(length=40), nullable=True),
        sa.Column("because", sa.String(length=400), nullable=False),
        sa.CheckConstraint(
            "(kind = 'moves') = (to_committee_id IS NOT NULL)", name=op.f("ck_closing_exceptions_moves_somewhere")
        ),
        sa.CheckConstraint("kind IN ('stays', 'stops', 'moves', 'beside')", name=op.f("ck_closing_exceptions_kind")),
        sa.ForeignKeyConstraint(
            ["closing_id"], ["year_closings.id"], name=op.f("fk_closing_exceptions_closing_id_year_closings")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_closing_exceptions_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_closing_exceptions_delegation_id_delegations")
        ),
        sa.ForeignKeyConstraint(
            ["to_committee_id"], ["committees.id"], name=op.f("fk_closing_exceptions_to_committee_id_committees")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_exceptions")),
    )
    with op.batch_alter_table("closing_exceptions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closing_exceptions_closing_id"), ["closing_id"], unique=False)

    op.create_table(
        "consultation_invitees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("mailed_at", sa.DateTime(), nullable=True),
        sa.Column("reminders", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultations.id"],
            name=op.f("fk_consultation_invitees_consultation_id_consultations"),
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_consultation_invitees_delegation_id_delegations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_invitees")),
        sa.UniqueConstraint(
            "consultation_id", "delegation_id", name=op.f("uq_consultation_invitees_consultation_id_delegation_id")
        ),
    )
    with op.batch_alter_table("consultation_invitees", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_invitees_delegation_id"), ["delegation_id"], unique=False)

    op.create_table(
        "rotation_exclusions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(length=400), nullable=False),
        sa.Column("excluded_at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("lifted_because", sa.String(length=400), nullable=True),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_because IS NULL)", name=op.f("ck_rotation_exclusions_lifted_with_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_rotation_exclusions_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_rotation_exclusions_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_rotation_exclusions_delegation_id_delegations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_exclusions")),
    )
    with op.batch_alter_table("rotation_exclusions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rotation_exclusions_consultation_id"), ["consultation_id"], unique=False)
        batch_op.create_index(
            "uq_rotation_exclusions_standing",
            ["consultation_id", "delegation_id"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )

    op.create_table(
        "scheme_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Integer(), nullable=False),
        sa.Column("is_staggered", sa.Boolean(), nullable=False),
        sa.Column("succeeds", sa.String(length=40), nullable=True),
        sa.CheckConstraint("seats BETWEEN 1 AND 20", name=op.f("ck_scheme_roles_seats")),
        sa.CheckConstraint(
            "succeeds IS NULL OR succeeds <> role", name=op.f("ck_scheme_roles_no_role_succeeds_itself")
        ),
        sa.CheckConstraint("terms BETWEEN 1 AND 4", name=op.f("ck_scheme_roles_terms")),
        sa.ForeignKeyConstraint(["scheme_id"], ["schemes.id"], name=op.f("fk_scheme_roles_scheme_id_schemes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_roles")),
        sa.UniqueConstraint("scheme_id", "role", name=op.f("uq_scheme_roles_scheme_id_role")),
    )
    with op.batch_alter_table("scheme_roles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scheme_roles_scheme_id"), ["scheme_id"], unique=False)

    op.create_table(
        "slates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'with_president', 'announced', 'decided', 'set_aside')", name=op.f("ck_slates_state")
        ),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_slates_proposal_id_proposals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slates")),
        sa.UniqueConstraint("proposal_id", "number", name=op.f("uq_slates_proposal_id_number")),
    )
    with op.batch_alter_table("slates", schema=None) as batch_op:
        batch_op.create_index(
            "uq_slates_announced",
            ["since"],
            unique=True,
            sqlite_where=sa.text("state = 'announced'"),
            postgresql_where=sa.text("state = 'announced'"),
        )
        batch_op.create_index(
            "uq_slates_decided",
            ["since"],
            unique=True,
            sqlite_where=sa.text("state = 'decided'"),
            postgresql_where=sa.text("state = 'decided'"),
        )
        batch_op.create_index(
            "uq_slates_with_president",
            ["since"],
            unique=True,
            sqlite_where=sa.text("state = 'with_president'"),
            postgresql_where=sa.text("state = 'with_president'"),
        )

    op.create_table(
        "soundings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('willing', 'undecided', 'declined', 'note')", name=op.f("ck_soundings_outcome")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_soundings_account_id_accounts")),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_soundings_committee_id_committees")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_soundings_consultation_id_consultations")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_soundings_delegation_id_delegations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_soundings")),
    )
    with op.batch_alter_table("soundings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_soundings_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "consultation_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitee_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("committee_keys", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('willing', 'declined')", name=op.f("ck_consultation_answers_kind")),
        sa.CheckConstraint("\"by\" IN ('link', 'delegation', 'officer')", name=op.f("ck_consultation_answers_by")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_consultation_answers_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["invitee_id"],
            ["consultation_invitees.id"],
            name=op.f("fk_consultation_answers_invitee_id_consultation_invitees"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_answers")),
    )
    with op.batch_alter_table("consultation_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_answers_invitee_id"), ["invitee_id"], unique=False)

    op.create_table(
        "consultation_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitee_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitee_id"],
            ["consultation_invitees.id"],
            name=op.f("fk_consultation_links_invitee_id_consultation_invitees"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_links")),
        sa.UniqueConstraint("sha256", name=op.f("uq_consultation_links_sha256")),
    )
    with op.batch_alter_table("consultation_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_links_invitee_id"), ["invitee_id"], unique=False)

    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_note", sa.String(length=400), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_note IS NULL)", name=op.f("ck_follow_ups_closed_with_a_word")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_follow_ups_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_follow_ups_delegation_id_delegations")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["accounts.id"], name=op.f("fk_follow_ups_recorded_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_follow_ups_session_id_sessions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_ups")),
    )
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.create_index("ix_follow_ups_committee", ["committee_id", "closed_at"], unique=False)

    op.create_table(
        "slate_declines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slate_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegations.id"], name=op.f("fk_slate_declines_delegation_id_delegations")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_slate_declines_proposal_id_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["accounts.id"], name=op.f("fk_slate_declines_recorded_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(["slate_id"], ["slates.id"], name=op.f("fk_slate_declines_slate_id_slates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slate_declines")),
        sa.UniqueConstraint("slate_id", "delegation_id", name=op.f("uq_slate_declines_slate_id_delegation_id")),
    )
    with op.batch_alter_table("slate_declines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slate_declines_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "slate_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slate_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("instead_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["instead_id"], ["slates.id"], name=op.f("fk_slate_steps_instead_id_slates")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_slate_steps_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["slate_id"], ["slates.id"], name=op.f("fk_slate_steps_slate_id_slates")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["accounts.id"], name=op.f("fk_slate_steps_taken_by_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slate_steps")),
    )
    with op.batch_alter_table("slate_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slate_steps_slate_id"), ["slate_id"], unique=False)

    with op.batch_alter_table("delegates", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_focal_point", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("delegations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("party_until", sa.Date(), nullable=True))

    with op.batch_alter_table("office_holdings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_interim", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("planned_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ended_because", sa.String(length=400), nullable=True))
        batch_op.add_column(sa.Column("origin", sa.String(length=20), server_default="record", nullable=False))
        batch_op.add_column(sa.Column("origin_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_office_holdings_{name}"), condition)
    for table, unless in FROZEN.items():
        freeze(table, unless)


def downgrade() -> None:
    """Take the change back; what the new tables held is gone."""
    for table in FROZEN:
        thaw(table)
    with op.batch_alter_table("office_holdings", schema=None) as batch_op:
        for name in CHECKS:
            batch_op.drop_constraint(op.f(f"ck_office_holdings_{name}"), type_="check")
        batch_op.drop_column("version")
        batch_op.drop_column("origin_id")
        batch_op.drop_column("origin")
        batch_op.drop_column("ended_because")
        batch_op.drop_column("planned_until")
        batch_op.drop_column("is_interim")

    with op.batch_alter_table("delegations", schema=None) as batch_op:
        batch_op.drop_column("party_until")

    with op.batch_alter_table("delegates", schema=None) as batch_op:
        batch_op.drop_column("is_focal_point")

    with op.batch_alter_table("slate_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slate_steps_slate_id"))

    op.drop_table("slate_steps")
    with op.batch_alter_table("slate_declines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slate_declines_proposal_id"))

    op.drop_table("slate_declines")
    with op.batch_alter_table("follow_ups", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_ups_committee")

    op.drop_table("follow_ups")
    with op.batch_alter_table("consultation_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_links_invitee_id"))

    op.drop_table("consultation_links")
    with op.batch_alter_table("consultation_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_answers_invitee_id"))

    op.drop_table("consultation_answers")
    with op.batch_alter_table("soundings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_soundings_consultation_id"))

    op.drop_table("soundings")
    with op.batch_alter_table("slates", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_slates_with_president",
            sqlite_where=sa.text("state = 'with_president'"),
            postgresql_where=sa.text("state = 'with_president'"),
        )
        batch_op.drop_index(
            "uq_slates_decided",
            sqlite_where=sa.text("state = 'decided'"),
            postgresql_where=sa.text("state = 'decided'"),
        )
        batch_op.drop_index(
            "uq_slates_announced",
            sqlite_where=sa.text("state = 'announced'"),
            postgresql_where=sa.text("state = 'announced'"),
        )

    op.drop_table("slates")
    with op.batch_alter_table("scheme_roles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scheme_roles_scheme_id"))

    op.drop_table("scheme_roles")
    with op.batch_alter_table("rotation_exclusions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_rotation_exclusions_standing",
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_rotation_exclusions_consultation_id"))

    op.drop_table("rotation_exclusions")
    with op.batch_alter_table("consultation_invitees", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_invitees_delegation_id"))

    op.drop_table("consultation_invitees")
    with op.batch_alter_table("closing_exceptions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closing_exceptions_closing_id"))

    op.drop_table("closing_exceptions")
    with op.batch_alter_table("year_closings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_year_closings_standing",
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.drop_table("year_closings")
    with op.batch_alter_table("schemes", schema=None) as batch_op:
        batch_op.drop_index("ix_schemes_committee_since")

    op.drop_table("schemes")
    with op.batch_alter_table("rotation_rules", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_rotation_rules_standing",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.drop_table("rotation_rules")
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.drop_index("ix_proposals_since")

    op.drop_table("proposals")
    with op.batch_alter_table("handover_packs", schema=None) as batch_op:
        batch_op.drop_index("ix_handover_packs_committee")

    op.drop_table("handover_packs")
    with op.batch_alter_table("delegation_facts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_delegation_facts_party",
            sqlite_where=sa.text("kind = 'party' AND revoked_at IS NULL"),
            postgresql_where=sa.text("kind = 'party' AND revoked_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_delegation_facts_delegation_id"))

    op.drop_table("delegation_facts")
    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consultations_standing",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.drop_table("consultations")
