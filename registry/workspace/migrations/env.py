"""Alembic's entry: runs the migrations on the connection, and in the transaction, that schema.py hands over.

There is no alembic.ini. ``attributes["connection"]`` is required.
"""

from alembic import context

from registry.workspace.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    version_table=context.config.attributes["version_table"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
