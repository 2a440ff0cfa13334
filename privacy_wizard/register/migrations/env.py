"""What Alembic runs: the steps, on the connection handed in, within its transaction."""

from alembic import context

from privacy_wizard.register.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
