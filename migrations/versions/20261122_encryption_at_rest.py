"""Room for what is encrypted, and nothing beside it that tells what it says."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import starmap
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.base import folded
from storage.sealing import at_rest

revision: str = "c3d51f7be2a4"
down_revision: str | None = "8a4e3c90b7d1"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

FOLDED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BATCH = 500

TEXT = sa.Text()
JSON = sa.JSON(none_as_null=True)
SEALED: Mapping[str, Mapping[str, sa.types.TypeEngine[Any]]] = {
    "items": {"name": TEXT, "recipient": TEXT},
    "people": {"display_name": TEXT, "email": TEXT},
    "households": {"title": TEXT},
    "turns": {"said": TEXT, "replies": JSON, "meaning": JSON},
    "changes": {"before": JSON, "after": JSON},
    "pending_actions": {"options": JSON},
}


def upgrade() -> None:
    with op.batch_alter_table("items") as items:
        items.drop_constraint(op.f("ck_items_name_length"), type_="check")
        items.alter_column("name", type_=sa.Text())
        items.alter_column("recipient", type_=sa.Text())
        items.drop_column("name_folded")
        items.drop_column("recipient_folded")
    with op.batch_alter_table("people") as people:
        people.alter_column("display_name", type_=sa.Text())
        people.alter_column("email", type_=sa.Text())
    with op.batch_alter_table("households") as households:
        households.alter_column("title", type_=sa.Text())


def downgrade() -> None:
    """What is encrypted is decrypted: the older program could not read it. A key that is missing
    leaves all as it was."""
    if op.get_bind().dialect.name == "postgresql":
        # It alters no table that rows were changed of while a check waits for the commit.
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name, columns in SEALED.items():
        decrypt(sa.table(name, sa.column("id", sa.Uuid()), *starmap(sa.column, columns.items())))
    with op.batch_alter_table("households") as households:
        households.alter_column("title", type_=sa.String(length=255))
    with op.batch_alter_table("people") as people:
        people.alter_column("email", type_=sa.String(length=320))
        people.alter_column("display_name", type_=sa.String(length=255))
    op.add_column("items", sa.Column("name_folded", FOLDED))
    op.add_column("items", sa.Column("recipient_folded", FOLDED))
    fold_names()
    with op.batch_alter_table("items") as items:
        items.alter_column("recipient", type_=sa.String(length=255))
        items.alter_column("name", type_=sa.String(length=255))
        items.alter_column("name_folded", existing_type=FOLDED, nullable=False)
        items.create_check_constraint(
            op.f("ck_items_name_length"), "length(name) BETWEEN 1 AND 255"
        )


def decrypt(table: sa.TableClause) -> None:
    bind = op.get_bind()
    kept = at_rest(bind.dialect)
    for rows in batches(table):
        for row in rows:
            opened = {
                column: json.loads(kept.open(value))
                if isinstance(table.c[column].type, sa.JSON)
                else kept.open(value)
                for column, value in row.items()
                if isinstance(value, str)
            }
            if opened:
                bind.execute(table.update().where(table.c.id == row["id"]).values(opened))


def fold_names() -> None:
    texts = [sa.column(name, TEXT) for name in ("name", "recipient")]
    folds = [sa.column(name, TEXT) for name in ("name_folded", "recipient_folded")]
    items = sa.table("items", sa.column("id", sa.Uuid()), *texts, *folds)
    for rows in batches(items):
        for row in rows:
            values = {f"{text.name}_folded": row[text.name] for text in texts}
            folded_values = {name: text and folded(text) for name, text in values.items()}
            statement = items.update().where(items.c.id == row["id"]).values(folded_values)
            op.get_bind().execute(statement)


def batches(table: sa.TableClause) -> Iterator[Sequence[sa.RowMapping]]:
    """All rows, in the order of their ids."""
    statement = sa.select(table).order_by(table.c.id).limit(BATCH)
    rows = op.get_bind().execute(statement).mappings().all()
    while rows:
        yield rows
        later = statement.where(table.c.id > rows[-1]["id"])
        rows = op.get_bind().execute(later).mappings().all()
