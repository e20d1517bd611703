-- The trail by who, by what and by subject, newest first.
create index audit_events_actor on audit_events (org_id, actor_id, event_no);
create index audit_events_action on audit_events (org_id, action, event_no);
create index audit_events_subject on audit_events (org_id, subject, event_no);
create index audit_events_at on audit_events (org_id, at);

-- Which organizations there are: ids and nothing else, so that the worker can go from one to the next. Everything it
-- then reads is read as that organization, behind row security.
create table organization_ids (
  org_id uuid primary key references organizations
);
alter table organizations no force row level security;
insert into organization_ids (org_id)
select org_id
from organizations;
alter table organizations force row level security;

create function note_organization() returns trigger
language plpgsql
as $$
begin
  insert into organization_ids (org_id) values (new.org_id) on conflict do nothing;
  return null;
end
$$;
create trigger organizations_ids after insert on organizations
  for each row execute function note_organization();
revoke all on function note_organization from public;
grant execute on function note_organization to tillbridge_app;
grant select, insert on organization_ids to tillbridge_app;
