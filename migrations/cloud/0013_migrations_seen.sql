-- The API says not ready while the database is behind the files it was made with.
grant select on schema_migrations to tillbridge_app;
