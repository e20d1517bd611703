-- The name of this history of the database. Read in the transaction that locks a stream, never cached.

-- Called on every new database connection: a different cluster or timeline than the recorded one means that the
-- database was restored or failed over, and that is a new incarnation.
create function ensure_incarnation() returns text
language plpgsql
security definer
set search_path = public, pg_temp
as $$
declare
  here_system text := (select system_identifier::text from pg_control_system());
  here_timeline integer := (select timeline_id from pg_control_checkpoint());
  recorded incarnations%rowtype;
begin
  select * into recorded from incarnations;
  if found and recorded.system_identifier = here_system and recorded.timeline = here_timeline then
    return recorded.incarnation;
  end if;
  insert into incarnations (only_row, incarnation, system_identifier, timeline)
  values (true, replace(gen_random_uuid()::text, '-', ''), here_system, here_timeline)
  on conflict (only_row) do update
    set incarnation = excluded.incarnation, system_identifier = excluded.system_identifier, timeline = excluded.timeline, since = now()
    where incarnations.system_identifier <> excluded.system_identifier or incarnations.timeline <> excluded.timeline;
  return (select incarnation from incarnations);
end
$$;

-- Called by the restore script after a backup was put back, also where cluster and timeline are the same.
create function new_incarnation() returns text
language sql
as $$
  update incarnations set incarnation = replace(gen_random_uuid()::text, '-', ''), since = now() returning incarnation
$$;
revoke all on function ensure_incarnation, new_incarnation from public;
grant execute on function ensure_incarnation to tillbridge_app;
