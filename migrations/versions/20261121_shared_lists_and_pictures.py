"""Shared lists and pictures; which answers were taken."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "8a4e3c90b7d1"
down_revision: str | None = "5f0c1f6a2d3e"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("households") as households:
        households.add_column(sa.Column("title", sa.String(length=255)))
        households.add_column(sa.Column("opened_at", INSTANT))
        households.add_column(sa.Column("stopped_at", INSTANT))
    with op.batch_alter_table("handled_updates") as handled_updates:
        handled_updates.add_column(sa.Column("answered_at", INSTANT))

    op.create_table(
        "pictures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["households.id"],
            name=op.f("fk_pictures_household_id_households"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_pictures_person_id_people"),
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
    )
    op.create_index(op.f("ix_pictures_household_id"), "pictures", ["household_id"])
    op.create_index(op.f("ix_pictures_person_id"), "pictures", ["person_id"])
    op.create_table(
        "discarded_pictures",
        sa.Column("picture_id", sa.Uuid(), nullable=False),
        sa.Column("discarded_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("picture_id", name=op.f("pk_discarded_pictures")),
    )


def downgrade() -> None:
    op.drop_table("discarded_pictures")
    op.drop_table("pictures")
    with op.batch_alter_table("handled_updates") as handled_updates:
        handled_updates.drop_column("answered_at")
    with op.batch_alter_table("households") as households:
        households.drop_column("stopped_at")
        households.drop_column("opened_at")
        households.drop_column("title")
