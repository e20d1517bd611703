-- Custom roles come and go; looking through a role; and changed rights are said to every process at once.

-- A role that is gone stays as a row, because the trail and past memberships name it.
alter table roles add column removed_at timestamptz;

-- While set, the session sees only what its own role and this one both allow, and changes nothing.
alter table sessions
  add column viewing_role_id uuid,
  add column viewing_shops uuid[],
  add constraint sessions_viewing_role foreign key (org_id, viewing_role_id) references roles;
create index sessions_viewing_role on sessions (org_id, viewing_role_id);

grant insert, delete on membership_shops to tillbridge_app;

-- Triggers, so that no change of anybody's rights can be made without telling the processes that hold open sockets.
create function tell_rights() returns trigger
language plpgsql
as $$
declare
  changed jsonb := to_jsonb(coalesce(new, old));
begin
  perform pg_notify('tillbridge_rights', concat_ws(' ', changed ->> 'org_id', changed ->> 'person_id'));
  return null;
end
$$;
revoke all on function tell_rights from public;
grant execute on function tell_rights to tillbridge_app;
create trigger roles_rights after update of permissions on roles
  for each row execute function tell_rights();
create trigger memberships_rights after update on memberships
  for each row execute function tell_rights();
create trigger membership_shops_rights after insert or delete on membership_shops
  for each row execute function tell_rights();
create trigger sessions_rights after update of viewing_role_id, viewing_shops on sessions
  for each row execute function tell_rights();
