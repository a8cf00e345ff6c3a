"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "5f0c1f6a2d3e"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

FOLDED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "handled_updates",
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("update_id", sa.String(length=64), nullable=False),
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("handled_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "update_id", name=op.f("pk_handled_updates")),
    )
    op.create_index(op.f("ix_handled_updates_handled_at"), "handled_updates", ["handled_at"])

    op.create_table(
        "households",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("platform", sa.String(length=20)),
        sa.Column("chat_id", sa.String(length=255)),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "(kind = 'shared') = (platform IS NOT NULL AND chat_id IS NOT NULL)",
            name=op.f("ck_households_shared_has_chat"),
        ),
        sa.CheckConstraint("kind IN ('private', 'shared')", name=op.f("ck_households_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_households")),
        sa.UniqueConstraint("platform", "chat_id", name=op.f("uq_households_platform_chat_id")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("display_name", sa.String(length=255), nullable=False),
        sa.Column("locale", sa.String(length=35), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=320)),
        sa.Column("email_verified_at", INSTANT),
        sa.Column("email_notifications", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("item_limit", sa.Integer()),
        sa.Column("onboarding_step", sa.Integer()),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint("role IN ('user', 'admin')", name=op.f("ck_people_role_known")),
        sa.CheckConstraint("item_limit >= 0", name=op.f("ck_people_item_limit_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("platform_user_id", sa.String(length=255), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.String(length=255)),
        sa.Column("reachable_since", INSTANT),
        sa.Column("unreachable_since", INSTANT),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_accounts_person_id_people"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint(
            "platform", "platform_user_id", name=op.f("uq_accounts_platform_platform_user_id")
        ),
    )
    op.create_index(op.f("ix_accounts_person_id"), "accounts", ["person_id"])

    op.create_table(
        "changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", INSTANT, nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=10), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.JSON()),
        sa.Column("after", sa.JSON()),
        sa.Column("undone_by", sa.Uuid()),
        sa.Column("undoes", sa.Uuid()),
        sa.CheckConstraint(
            "cause IN ('sentence', 'button', 'command', 'import')",
            name=op.f("ck_changes_cause_known"),
        ),
        sa.CheckConstraint(
            "subject IN ('item', 'checkup', 'person')", name=op.f("ck_changes_subject_known")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["households.id"],
            name=op.f("fk_changes_household_id_households"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_changes_person_id_people"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(
        op.f("ix_changes_household_id_subject_id"), "changes", ["household_id", "subject_id"]
    )
    op.create_index(op.f("ix_changes_person_id_id"), "changes", ["person_id", "id"])
    op.create_index(op.f("ix_changes_turn_id"), "changes", ["turn_id"])

    op.create_table(
        "checkups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("checkup_type", sa.String(length=10), nullable=False),
        sa.Column("last_checkup_date", INSTANT, nullable=False),
        sa.Column("checkup_interval_months", sa.Integer(), nullable=False),
        sa.Column("next_due_at", INSTANT, nullable=False),
        sa.Column("snoozed_until", INSTANT),
        sa.CheckConstraint(
            "checkup_type IN ('keep', 'give')", name=op.f("ck_checkups_checkup_type_known")
        ),
        sa.CheckConstraint(
            "checkup_interval_months BETWEEN 1 AND 60", name=op.f("ck_checkups_interval_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_checkups_person_id_people"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkups")),
        sa.UniqueConstraint(
            "person_id", "checkup_type", name=op.f("uq_checkups_person_id_checkup_type")
        ),
    )
    op.create_index(op.f("ix_checkups_next_due_at"), "checkups", ["next_due_at"])

    op.create_table(
        "items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("name_folded", FOLDED, nullable=False),
        sa.Column("picture", sa.String(length=2048), nullable=False),
        sa.Column("item_type", sa.String(length=30), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("item_received_date", sa.Date(), nullable=False),
        sa.Column("last_used", sa.Date(), nullable=False),
        sa.Column("ownership_duration_goal_months", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=255)),
        sa.Column("recipient_folded", FOLDED),
        sa.Column("parted_on", sa.Date()),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "item_type IN ('Clothing_Accessories', 'Personal_Care_Items', 'Furniture_Appliances', "
            "'Decor_Art', 'Subscriptions_Licenses', 'Technology', 'Vehicles', "
            "'Tools_Equipment', 'Outdoor_Gear', 'Fitness_Equipment', 'Toys_Games', "
            "'Pet_Supplies', 'Books_Media', 'Miscellaneous', 'Other')",
            name=op.f("ck_items_item_type_known"),
        ),
        sa.CheckConstraint(
            "status IN ('Keep', 'Give', 'Donate')", name=op.f("ck_items_status_known")
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 255", name=op.f("ck_items_name_length")),
        sa.CheckConstraint(
            "ownership_duration_goal_months >= 0", name=op.f("ck_items_goal_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["households.id"],
            name=op.f("fk_items_household_id_households"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people.id"],
            name=op.f("fk_items_owner_id_people"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
    )
    op.create_index(op.f("ix_items_household_id_item_type"), "items", ["household_id", "item_type"])
    op.create_index(op.f("ix_items_household_id_status"), "items", ["household_id", "status"])
    op.create_index(op.f("ix_items_owner_id"), "items", ["owner_id"])

    op.create_table(
        "memberships",
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'admin', 'member')", name=op.f("ck_memberships_role_known")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["households.id"],
            name=op.f("fk_memberships_household_id_households"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_memberships_person_id_people"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("household_id", "person_id", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_person_id"), "memberships", ["person_id"])

    op.create_table(
        "pending_actions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("chat_id", sa.String(length=255), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("claimed_at", INSTANT),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["households.id"],
            name=op.f("fk_pending_actions_household_id_households"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_pending_actions_person_id_people"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_actions")),
    )
    op.create_index(op.f("ix_pending_actions_expires_at"), "pending_actions", ["expires_at"])
    op.create_index(
        op.f("ix_pending_actions_person_id_platform_chat_id"),
        "pending_actions",
        ["person_id", "platform", "chat_id"],
    )

    op.create_table(
        "turns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("chat_id", sa.String(length=255), nullable=False),
        sa.Column("said", sa.Text()),
        sa.Column("replies", sa.JSON()),
        sa.Column("meaning", sa.JSON()),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_turns_person_id_people"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
    )
    op.create_index(
        op.f("ix_turns_person_id_platform_chat_id_id"),
        "turns",
        ["person_id", "platform", "chat_id", "id"],
    )
    op.create_index(op.f("ix_turns_started_at"), "turns", ["started_at"])


def downgrade() -> None:
    for table in (
        "turns",
        "pending_actions",
        "memberships",
        "items",
        "checkups",
        "changes",
        "accounts",
        "people",
        "households",
        "handled_updates",
    ):
        op.drop_table(table)
