"""Reminders, the reviews they lead to, and codes that prove an address."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "fe5aabbf7b19"
down_revision: str | None = "c3d51f7be2a4"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)
HOURS = ("reminder_hour", "quiet_from", "quiet_until")


def upgrade() -> None:
    op.create_table(
        "one_time_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_bucket", sa.SmallInteger(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("hashed", sa.LargeBinary(length=64), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
        sa.CheckConstraint(
            "address_bucket BETWEEN 0 AND 255",
            name=op.f("ck_one_time_codes_address_bucket_is_a_byte"),
        ),
        reference("one_time_codes", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_codes")),
    )
    index("one_time_codes", "person_id", "created_at")
    index("one_time_codes", "address_bucket", "created_at")
    index("one_time_codes", "expires_at")
    op.create_table(
        "reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("checkup_type", sa.String(length=10), nullable=False),
        sa.Column("things", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT),
        sa.Column("finishing_turn_id", sa.Uuid()),
        sa.CheckConstraint(
            "checkup_type IN ('keep', 'give')", name=op.f("ck_reviews_checkup_type_known")
        ),
        reference("reviews", "household_id", "households"),
        reference("reviews", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    index("reviews", "person_id", "checkup_type", "begun_at")
    op.create_table(
        "review_answers",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "answer IN ('used', 'keep', 'give', 'donate', 'done', 'still_here', 'changed_mind', "
            "'not_today')",
            name=op.f("ck_review_answers_answer_known"),
        ),
        reference("review_answers", "review_id", "reviews"),
        reference("review_answers", "person_id", "people"),
        sa.PrimaryKeyConstraint("review_id", "step", name=op.f("pk_review_answers")),
    )
    index("review_answers", "person_id", "item_id")
    op.create_table(
        "reminders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("checkup_id", sa.Uuid(), nullable=False),
        sa.Column("cycle", INSTANT, nullable=False),
        sa.Column("nudge", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("planned_for", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", INSTANT),
        sa.Column("lease", sa.Uuid()),
        sa.Column("leased_until", INSTANT),
        sa.Column("chat_id", sa.String(length=255)),
        sa.Column("message_id", sa.String(length=255)),
        sa.Column("reason", sa.String(length=255)),
        sa.Column("sent_at", INSTANT),
        sa.Column("read_at", INSTANT),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'waiting', 'sent', 'unknown', 'overtaken', 'dead')",
            name=op.f("ck_reminders_state_known"),
        ),
        reference("reminders", "checkup_id", "checkups"),
        reference("reminders", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "checkup_id",
            "cycle",
            "nudge",
            "channel",
            name=op.f("uq_reminders_checkup_id_cycle_nudge_channel"),
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        # room in each page for the versions of a row that a claim writes: these then touch no index
        op.execute("ALTER TABLE reminders SET (fillfactor = 60)")
    index("reminders", "channel", "next_attempt_at")
    index("reminders", "person_id", "state")

    with op.batch_alter_table("checkups") as checkups:
        checkups.add_column(sa.Column("remind_at", INSTANT))
        checkups.add_column(
            sa.Column("next_nudge", sa.Integer(), nullable=False, server_default="0")
        )
        checkups.drop_index(op.f("ix_checkups_next_due_at"))
        checkups.create_index(op.f("ix_checkups_remind_at"), ["remind_at"])
    with op.batch_alter_table("checkups") as checkups:
        checkups.alter_column("next_nudge", server_default=None)
    # whoever plans looks at each then, and finds the hour at which it is to be sent
    op.execute(sa.text("UPDATE checkups SET remind_at = next_due_at"))
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("unsubscribe_key", sa.String(length=43)))
        for hour in HOURS:
            people.add_column(sa.Column(hour, sa.Integer()))
            people.create_check_constraint(
                op.f(f"ck_people_{hour}_of_day"), f"{hour} BETWEEN 0 AND 23"
            )
        people.add_column(sa.Column("reminder_channel", sa.String(length=20)))


def downgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.drop_column("reminder_channel")
        for hour in HOURS:
            people.drop_constraint(op.f(f"ck_people_{hour}_of_day"), type_="check")
            people.drop_column(hour)
        people.drop_column("unsubscribe_key")
    with op.batch_alter_table("checkups") as checkups:
        checkups.drop_index(op.f("ix_checkups_remind_at"))
        checkups.create_index(op.f("ix_checkups_next_due_at"), ["next_due_at"])
        checkups.drop_column("next_nudge")
        checkups.drop_column("remind_at")
    for table in ("reminders", "review_answers", "reviews", "one_time_codes"):
        op.drop_table(table)


def reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}_{target}"),
        ondelete="CASCADE",
        deferrable=True,
        initially="DEFERRED",
    )


def index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
