"""The first version of the tables."""

import sqlalchemy as sa
from alembic import op

from commedu_desktop.store import search, tally
from commedu_desktop.store.tables import base

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "branch",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", base.Key(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["branch.id"], name=op.f("fk_branch_parent_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
        sa.UniqueConstraint("code", name=op.f("uq_branch_code")),
    )
    op.create_table(
        "category",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("code", name=op.f("uq_category_code")),
    )
    op.create_table(
        "centre_setting",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_setting")),
        sa.UniqueConstraint("key", "year", name=op.f("uq_centre_setting_key_year")),
    )
    op.create_table(
        "household",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sa.UniqueConstraint("code", name=op.f("uq_household_code")),
    )
    op.create_table(
        "journal_write",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", base.Moment(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("undoes_id", base.Key(), nullable=True),
        sa.Column("part_of", base.Key(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_write")),
    )
    op.create_index(op.f("ix_journal_write_number"), "journal_write", ["number"], unique=True)
    op.create_index(
        op.f("ix_journal_write_undoes_id"),
        "journal_write",
        ["undoes_id"],
        unique=False,
        sqlite_where=sa.text("undoes_id IS NOT NULL"),
        postgresql_where=sa.text("undoes_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_journal_write_part_of"),
        "journal_write",
        ["part_of"],
        unique=False,
        sqlite_where=sa.text("part_of IS NOT NULL"),
        postgresql_where=sa.text("part_of IS NOT NULL"),
    )
    op.create_table(
        "population_group",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population_group")),
        sa.UniqueConstraint("code", name=op.f("uq_population_group_code")),
    )
    op.create_table(
        "term",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("code", name=op.f("uq_term_code")),
    )
    op.create_table(
        "counter",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_counter_branch_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
        sa.UniqueConstraint("branch_id", "kind", "year", name=op.f("uq_counter_branch_id_kind_year")),
    )
    op.create_table(
        "course",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("category_id", base.Key(), nullable=True),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("credits_hundredths", sa.Integer(), nullable=True),
        sa.Column("equipment", sa.String(), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_course_category_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("code", name=op.f("uq_course_code")),
    )
    op.create_index(op.f("ix_course_category_id"), "course", ["category_id"], unique=False)
    op.create_table(
        "journal_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("write_id", base.Key(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.LargeBinary(length=32), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_row")),
    )
    op.create_index(op.f("ix_journal_row_row_id"), "journal_row", ["row_id"], unique=False)
    op.create_index(op.f("ix_journal_row_write_id"), "journal_row", ["write_id"], unique=False)
    op.create_table(
        "population",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("group_id", base.Key(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_population_branch_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["population_group.id"],
            name=op.f("fk_population_group_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population")),
        sa.UniqueConstraint("branch_id", "year", "group_id", name=op.f("uq_population_branch_id_year_group_id")),
    )
    op.create_table(
        "resident",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("card", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("sex", sa.String(16), nullable=True),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("id_number", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=False),
        sa.Column("household_id", base.Key(), nullable=True),
        sa.Column("joined", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("merged_into_id", base.Key(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_resident_branch_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_resident_household_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["resident.id"],
            name=op.f("fk_resident_merged_into_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident")),
        sa.UniqueConstraint("card", name=op.f("uq_resident_card")),
    )
    op.create_index(op.f("ix_resident_archived_pinyin_id"), "resident", ["archived", "pinyin", "id"], unique=False)
    op.create_index(op.f("ix_resident_archived_card"), "resident", ["archived", "card"], unique=False)
    op.create_index(op.f("ix_resident_archived_born_id"), "resident", ["archived", "born", "id"], unique=False)
    op.create_index(
        op.f("ix_resident_archived_branch_id_pinyin_id"),
        "resident",
        ["archived", "branch_id", "pinyin", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_resident_household_id"), "resident", ["household_id"], unique=False)
    op.create_index(op.f("ix_resident_merged_into_id"), "resident", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_resident_id_number"), "resident", ["id_number"], unique=False)
    op.create_index(op.f("ix_resident_phone"), "resident", ["phone"], unique=False)
    op.create_table(
        "teacher",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("skills", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("pay", sa.Integer(), nullable=False),
        sa.Column("available", sa.String(), nullable=False),
        sa.Column("day_limit", sa.Integer(), nullable=False),
        sa.Column("week_limit", sa.Integer(), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_teacher_branch_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher")),
        sa.UniqueConstraint("code", name=op.f("uq_teacher_code")),
    )
    op.create_index(op.f("ix_teacher_name"), "teacher", ["name"], unique=False)
    op.create_table(
        "term_closure",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("term_id", base.Key(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_term_closure_term_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_closure")),
    )
    op.create_index(op.f("ix_term_closure_term_id"), "term_closure", ["term_id"], unique=False)
    op.create_table(
        "venue",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("equipment", sa.String(), nullable=False),
        sa.Column("part_of_id", base.Key(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_venue_branch_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["part_of_id"], ["venue.id"], name=op.f("fk_venue_part_of_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("code", name=op.f("uq_venue_code")),
    )
    op.create_table(
        "course_group",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("course_id", base.Key(), nullable=False),
        sa.Column("group_id", base.Key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_group_course_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["population_group.id"],
            name=op.f("fk_course_group_group_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_group")),
        sa.UniqueConstraint("course_id", "group_id", name=op.f("uq_course_group_course_id_group_id")),
    )
    op.create_table(
        "offering",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("course_id", base.Key(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("term_id", base.Key(), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=False),
        sa.Column("teacher_id", base.Key(), nullable=True),
        sa.Column("venue_id", base.Key(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("fee", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("times", sa.String(), nullable=False),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_offering_branch_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_offering_course_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_offering_teacher_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_offering_term_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_offering_venue_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offering")),
        sa.UniqueConstraint("code", name=op.f("uq_offering_code")),
    )
    op.create_index(op.f("ix_offering_branch_id"), "offering", ["branch_id"], unique=False)
    op.create_index(op.f("ix_offering_course_id"), "offering", ["course_id"], unique=False)
    op.create_index(op.f("ix_offering_teacher_id"), "offering", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_offering_term_id"), "offering", ["term_id"], unique=False)
    op.create_table(
        "resident_group",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=False),
        sa.Column("group_id", base.Key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["population_group.id"],
            name=op.f("fk_resident_group_group_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_resident_group_resident_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_group")),
        sa.UniqueConstraint("resident_id", "group_id", name=op.f("uq_resident_group_resident_id_group_id")),
    )
    op.create_index(op.f("ix_resident_group_group_id"), "resident_group", ["group_id"], unique=False)
    op.create_table(
        "resident_photo",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_resident_photo_resident_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_photo")),
        sa.UniqueConstraint("resident_id", name=op.f("uq_resident_photo_resident_id")),
    )
    op.create_table(
        "voided_card",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("card", sa.String(), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=False),
        sa.Column("voided_at", base.Moment(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_voided_card_resident_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voided_card")),
        sa.UniqueConstraint("card", name=op.f("uq_voided_card_card")),
    )
    op.create_index(op.f("ix_voided_card_resident_id"), "voided_card", ["resident_id"], unique=False)
    op.create_table(
        "two_people",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("one_id", base.Key(), nullable=False),
        sa.Column("other_id", base.Key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one_id"], ["resident.id"], name=op.f("fk_two_people_one_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["resident.id"], name=op.f("fk_two_people_other_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_two_people")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_two_people_one_id_other_id")),
    )
    op.create_index(op.f("ix_two_people_other_id"), "two_people", ["other_id"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=True),
        sa.Column("teacher_id", base.Key(), nullable=True),
        sa.Column("offering_id", base.Key(), nullable=True),
        sa.Column("course_id", base.Key(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("wording", sa.JSON(), nullable=False),
        sa.Column("prints", sa.Integer(), nullable=False),
        sa.Column("voided_at", base.Moment(), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_certificate_branch_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_certificate_course_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"],
            ["offering.id"],
            name=op.f("fk_certificate_offering_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_certificate_resident_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_certificate_teacher_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
    )
    op.create_index(op.f("ix_certificate_offering_id"), "certificate", ["offering_id"], unique=False)
    op.create_index(op.f("ix_certificate_teacher_id"), "certificate", ["teacher_id"], unique=False)
    op.create_index(
        op.f("ix_certificate_resident_id_course_id"), "certificate", ["resident_id", "course_id"], unique=False
    )
    op.create_table(
        "enrolment",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("offering_id", base.Key(), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("queued_at", base.Moment(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("held_until", base.Moment(), nullable=True),
        sa.Column("waived", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offering_id"],
            ["offering.id"],
            name=op.f("fk_enrolment_offering_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_enrolment_resident_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("resident_id", "offering_id", name=op.f("uq_enrolment_resident_id_offering_id")),
    )
    op.create_index(op.f("ix_enrolment_offering_id_status"), "enrolment", ["offering_id", "status"], unique=False)
    op.create_index(
        op.f("ix_enrolment_held_until"),
        "enrolment",
        ["held_until"],
        unique=False,
        sqlite_where=sa.text("held_until IS NOT NULL"),
        postgresql_where=sa.text("held_until IS NOT NULL"),
    )
    op.create_table(
        "lesson",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("offering_id", base.Key(), nullable=False),
        sa.Column("starts", base.WallTime(), nullable=False),
        sa.Column("ends", base.WallTime(), nullable=False),
        sa.Column("venue_id", base.Key(), nullable=True),
        sa.Column("teacher_id", base.Key(), nullable=True),
        sa.Column("stands_in_for_id", base.Key(), nullable=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("closed_at", base.Moment(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name=op.f("fk_lesson_offering_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["stands_in_for_id"],
            ["teacher.id"],
            name=op.f("fk_lesson_stands_in_for_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_lesson_teacher_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_lesson_venue_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
    )
    op.create_index(op.f("ix_lesson_offering_id_starts"), "lesson", ["offering_id", "starts"], unique=False)
    op.create_index(op.f("ix_lesson_starts"), "lesson", ["starts"], unique=False)
    op.create_index(op.f("ix_lesson_teacher_id_starts"), "lesson", ["teacher_id", "starts"], unique=False)
    op.create_index(op.f("ix_lesson_venue_id_starts"), "lesson", ["venue_id", "starts"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("offering_id", base.Key(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", base.Moment(), nullable=False),
        sa.Column("published_at", base.Moment(), nullable=True),
        sa.Column("festival", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name=op.f("fk_notice_offering_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_table(
        "attendance_mark",
        sa.Column("lesson_id", base.Key(), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=False),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("minutes_late", sa.Integer(), nullable=True),
        sa.Column("at", base.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["lesson.id"],
            name=op.f("fk_attendance_mark_lesson_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_attendance_mark_resident_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("lesson_id", "resident_id", name=op.f("pk_attendance_mark")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_attendance_mark_resident_id"), "attendance_mark", ["resident_id"], unique=False)
    op.create_table(
        "headcount",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("lesson_id", base.Key(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_headcount_lesson_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headcount")),
        sa.UniqueConstraint("lesson_id", "age_band", name=op.f("uq_headcount_lesson_id_age_band")),
    )
    op.create_table(
        "teacher_absence",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("teacher_id", base.Key(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_teacher_absence_teacher_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher_absence")),
    )
    op.create_index(op.f("ix_teacher_absence_teacher_id"), "teacher_absence", ["teacher_id"], unique=False)
    op.create_table(
        "teacher_branch",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("teacher_id", base.Key(), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"],
            ["branch.id"],
            name=op.f("fk_teacher_branch_branch_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_teacher_branch_teacher_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher_branch")),
        sa.UniqueConstraint("teacher_id", "branch_id", name=op.f("uq_teacher_branch_teacher_id_branch_id")),
    )
    op.create_table(
        "teacher_paper",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("teacher_id", base.Key(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["teacher.id"],
            name=op.f("fk_teacher_paper_teacher_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher_paper")),
    )
    op.create_index(op.f("ix_teacher_paper_teacher_id"), "teacher_paper", ["teacher_id"], unique=False)
    op.create_table(
        "clash_confirmation",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("lesson_id", base.Key(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", base.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clash_confirmation")),
        sa.UniqueConstraint("mark", name=op.f("uq_clash_confirmation_mark")),
    )
    op.create_table(
        "cash_closing",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("at", base.Moment(), nullable=False),
        sa.Column("closed_by", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.JSON(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_cash_closing_branch_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_closing")),
    )
    op.create_index(op.f("ix_cash_closing_branch_id_at"), "cash_closing", ["branch_id", "at"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("at", base.Moment(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("method", sa.String(16), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("corrects_id", base.Key(), nullable=True),
        sa.Column("closing_id", base.Key(), nullable=True),
        sa.Column("prints", sa.Integer(), nullable=False),
        sa.Column("voided_at", base.Moment(), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_receipt_branch_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["closing_id"],
            ["cash_closing.id"],
            name=op.f("fk_receipt_closing_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["receipt.id"], name=op.f("fk_receipt_corrects_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_receipt_resident_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("branch_id", "year", "serial", name=op.f("uq_receipt_branch_id_year_serial")),
        sa.UniqueConstraint("number", name=op.f("uq_receipt_number")),
    )
    op.create_index(op.f("ix_receipt_branch_id_closing_id"), "receipt", ["branch_id", "closing_id"], unique=False)
    op.create_index(op.f("ix_receipt_resident_id"), "receipt", ["resident_id"], unique=False)
    op.create_index(op.f("ix_receipt_taken_on"), "receipt", ["taken_on"], unique=False)
    op.create_table(
        "check_out",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("lesson_id", base.Key(), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=False),
        sa.Column("at", base.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_check_out_lesson_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_check_out_resident_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_out")),
        sa.UniqueConstraint("lesson_id", "resident_id", name=op.f("uq_check_out_lesson_id_resident_id")),
    )
    op.create_index(op.f("ix_check_out_resident_id"), "check_out", ["resident_id"], unique=False)
    op.create_table(
        "fee_charge",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("enrolment_id", base.Key(), nullable=False),
        sa.Column("fee", sa.Integer(), nullable=False),
        sa.Column("discount", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_fee_charge_enrolment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_charge")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_fee_charge_enrolment_id")),
    )
    op.create_table(
        "receipt_line",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("receipt_id", base.Key(), nullable=False),
        sa.Column("enrolment_id", base.Key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_receipt_line_enrolment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"],
            ["receipt.id"],
            name=op.f("fk_receipt_line_receipt_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_line")),
    )
    op.create_index(op.f("ix_receipt_line_enrolment_id"), "receipt_line", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_receipt_line_receipt_id"), "receipt_line", ["receipt_id"], unique=False)
    op.create_table(
        "term_rule",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("term_id", base.Key(), nullable=False),
        sa.Column("most_classes", sa.Integer(), nullable=True),
        sa.Column("returning_until", sa.Date(), nullable=True),
        sa.Column("returning_first", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_term_rule_term_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_rule")),
        sa.UniqueConstraint("term_id", name=op.f("uq_term_rule_term_id")),
    )
    op.create_table(
        "course_requirement",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("course_id", base.Key(), nullable=False),
        sa.Column("required_id", base.Key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_course_requirement_course_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["required_id"],
            ["course.id"],
            name=op.f("fk_course_requirement_required_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_requirement")),
        sa.UniqueConstraint("course_id", "required_id", name=op.f("uq_course_requirement_course_id_required_id")),
    )
    op.create_index(op.f("ix_course_requirement_required_id"), "course_requirement", ["required_id"], unique=False)
    op.create_table(
        "choice_round",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("term_id", base.Key(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("returning_first", sa.Boolean(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_choice_round_term_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice_round")),
        sa.UniqueConstraint("code", name=op.f("uq_choice_round_code")),
    )
    op.create_index(op.f("ix_choice_round_term_id"), "choice_round", ["term_id"], unique=False)
    op.create_table(
        "round_offering",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("round_id", base.Key(), nullable=False),
        sa.Column("offering_id", base.Key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["choice_round.id"],
            name=op.f("fk_round_offering_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"],
            ["offering.id"],
            name=op.f("fk_round_offering_offering_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_offering")),
        sa.UniqueConstraint("offering_id", name=op.f("uq_round_offering_offering_id")),
    )
    op.create_index(op.f("ix_round_offering_round_id"), "round_offering", ["round_id"], unique=False)
    op.create_table(
        "ranked_choice",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("round_id", base.Key(), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=False),
        sa.Column("offering_id", base.Key(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("at", base.Moment(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("waived", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["choice_round.id"],
            name=op.f("fk_ranked_choice_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_ranked_choice_resident_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"],
            ["offering.id"],
            name=op.f("fk_ranked_choice_offering_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranked_choice")),
        sa.UniqueConstraint(
            "round_id", "resident_id", "offering_id", name=op.f("uq_ranked_choice_round_id_resident_id_offering_id")
        ),
    )
    op.create_index(op.f("ix_ranked_choice_resident_id"), "ranked_choice", ["resident_id"], unique=False)
    op.create_table(
        "allocation",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("round_id", base.Key(), nullable=False),
        sa.Column("at", base.Moment(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["choice_round.id"],
            name=op.f("fk_allocation_round_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
        sa.UniqueConstraint("round_id", name=op.f("uq_allocation_round_id")),
    )
    op.create_table(
        "target",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("aim", sa.Integer(), nullable=False),
        sa.Column("by_hand", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_target_branch_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_index(op.f("ix_target_year"), "target", ["year"], unique=False)
    op.create_table(
        "fund_entry",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("branch_id", base.Key(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_fund_entry_branch_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_entry")),
    )
    op.create_index(op.f("ix_fund_entry_booked_on"), "fund_entry", ["booked_on"], unique=False)
    op.create_table(
        "frozen_report",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", base.Moment(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozen_report")),
        sa.UniqueConstraint("period", "branch", "version", name=op.f("uq_frozen_report_period_branch_version")),
    )
    op.create_table(
        "report_text",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_text")),
        sa.UniqueConstraint(
            "period", "branch", "language", "key", name=op.f("uq_report_text_period_branch_language_key")
        ),
    )
    op.create_table(
        "notice_posting",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("notice_id", base.Key(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("posted_from", sa.Date(), nullable=False),
        sa.Column("posted_until", sa.Date(), nullable=True),
        sa.Column("brochures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["notice.id"],
            name=op.f("fk_notice_posting_notice_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_posting")),
    )
    op.create_index(op.f("ix_notice_posting_notice_id"), "notice_posting", ["notice_id"], unique=False)
    op.create_table(
        "planned_absence",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_planned_absence_resident_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_absence")),
    )
    op.create_index(op.f("ix_planned_absence_resident_id"), "planned_absence", ["resident_id"], unique=False)
    op.create_table(
        "absence_call",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=False),
        sa.Column("lesson_id", base.Key(), nullable=False),
        sa.Column("at", base.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["lesson.id"],
            name=op.f("fk_absence_call_lesson_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_absence_call_resident_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_call")),
        sa.UniqueConstraint("resident_id", "lesson_id", name=op.f("uq_absence_call_resident_id_lesson_id")),
    )
    op.create_index(op.f("ix_absence_call_lesson_id"), "absence_call", ["lesson_id"], unique=False)
    op.create_table(
        "credit_entry",
        sa.Column("id", base.Key(), nullable=False),
        sa.Column("resident_id", base.Key(), nullable=False),
        sa.Column("offering_id", base.Key(), nullable=True),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offering_id"],
            ["offering.id"],
            name=op.f("fk_credit_entry_offering_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"],
            ["resident.id"],
            name=op.f("fk_credit_entry_resident_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_entry")),
        sa.UniqueConstraint("resident_id", "offering_id", name=op.f("uq_credit_entry_resident_id_offering_id")),
    )
    op.create_index(op.f("ix_credit_entry_offering_id"), "credit_entry", ["offering_id"], unique=False)
    search.create_index(op.get_bind())
    tally.create_tally(op.get_bind())
