"""Alembic's environment: migrations run on the connection they are given, in its one transaction."""

from alembic import context

from entrygo.store.people_tables import people  # its metadata is that of every table

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=people.metadata, transactional_ddl=True, render_as_batch=True
)
context.run_migrations()
