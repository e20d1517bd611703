-- A line that will never be applied is set aside for good by two people: one asks with a reason, another approves.

create table quarantine_discards (
  org_id uuid not null,
  discard_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  sequence bigint not null,
  hash bytea not null,
  reason text not null check (length(reason) between 1 and 400),
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  -- Approved, or withdrawn, or still waiting; never by whoever asked.
  ended text check (ended in ('approved', 'withdrawn')),
  ended_by uuid,
  ended_at timestamptz,
  primary key (org_id, discard_id),
  foreign key (org_id, agent_id, epoch, sequence, hash) references quarantine,
  foreign key (org_id, asked_by) references memberships,
  foreign key (org_id, ended_by) references memberships,
  check ((ended is null) = (ended_at is null) and (ended is null) = (ended_by is null)),
  check (ended is distinct from 'approved' or ended_by <> asked_by)
);
create unique index quarantine_discards_waiting on quarantine_discards (org_id, agent_id, epoch, sequence, hash)
  where ended is null;
create index quarantine_discards_line on quarantine_discards (org_id, agent_id, epoch, sequence, hash);
create index quarantine_discards_asker on quarantine_discards (org_id, asked_by);
create index quarantine_discards_ender on quarantine_discards (org_id, ended_by) where ended_by is not null;
create index quarantine_newest on quarantine (org_id, received_at desc);

alter table quarantine_discards enable row level security;
alter table quarantine_discards force row level security;
create policy tenant on quarantine_discards using (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid))
  with check (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid));
grant select, insert, update on quarantine_discards to tillbridge_app;
