"""Alembic's entry: runs the revisions on the connection that `upgrade` hands over."""

from alembic import context

from commedu_desktop.store.tables import Base
from commedu_desktop.store.tables.every import load_every_table

load_every_table()

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
