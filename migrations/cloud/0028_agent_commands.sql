-- What a person asks of a shop PC from afar. The list of kinds is closed, and nothing in it moves cash.
create table agent_commands (
  org_id uuid not null,
  command_id uuid not null,
  agent_id uuid not null,
  kind text not null check (kind in ('configuration.refresh', 'bundle.send', 'recount.ask', 'agent.restart', 'key.rotate')),
  -- Of a recount: the machine to count; null is every machine of the shop.
  machine_id uuid,
  made_by uuid not null references people,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  delivered_at timestamptz,
  answered_at timestamptz,
  outcome text check (outcome in ('done', 'refused', 'failed')),
  code text check (length(code) <= 60),
  primary key (org_id, command_id),
  foreign key (org_id, agent_id) references agents,
  foreign key (org_id, machine_id) references machines,
  check ((answered_at is null) = (outcome is null)),
  check (machine_id is null or kind = 'recount.ask')
);
create index agent_commands_agent on agent_commands (org_id, agent_id, made_at desc);
create index agent_commands_machine on agent_commands (org_id, machine_id) where machine_id is not null;
create index agent_commands_maker on agent_commands (made_by);

-- The bundle that answers a command, as it comes in pieces; dropped some days after.
create table agent_bundles (
  org_id uuid not null,
  command_id uuid not null,
  total_bytes integer not null check (total_bytes between 1 and 8388608),
  held_to integer not null default 0 check (held_to between 0 and total_bytes),
  made_at timestamptz not null default now(),
  primary key (org_id, command_id),
  foreign key (org_id, command_id) references agent_commands
);
create table agent_bundle_chunks (
  org_id uuid not null,
  command_id uuid not null,
  chunk_offset integer not null check (chunk_offset >= 0),
  bytes bytea not null check (length(bytes) between 1 and 262144),
  primary key (org_id, command_id, chunk_offset),
  foreign key (org_id, command_id) references agent_bundles on delete cascade
);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['agent_commands', 'agent_bundles', 'agent_bundle_chunks'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert on agent_commands to tillbridge_app;
grant update (delivered_at, answered_at, outcome, code) on agent_commands to tillbridge_app;
grant select, insert, update, delete on agent_bundles to tillbridge_app;
grant select, insert, delete on agent_bundle_chunks to tillbridge_app;
