-- A name that a shop does not know, told what it stands for by two people. The bytes stay as they came; a mapping only says
-- how rows are derived from them, and every fact that was read by one says so.

create table quarantine_mappings (
  org_id uuid not null,
  mapping_id uuid not null,
  shop_id uuid not null,
  what text not null check (what in ('machine', 'currency', 'kind', 'form')),
  from_name text not null check (length(from_name) between 1 and 64),
  to_name text not null check (length(to_name) between 1 and 64 and to_name <> from_name),
  reason text not null check (length(reason) between 1 and 400),
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  -- In force from here until it ends; never approved by whoever asked.
  approved_by uuid check (approved_by <> asked_by),
  approved_at timestamptz,
  -- Withdrawn before it was in force, or revoked for what comes later.
  ended_by uuid,
  ended_at timestamptz,
  primary key (org_id, mapping_id),
  foreign key (org_id, shop_id) references shops,
  foreign key (org_id, asked_by) references memberships,
  foreign key (org_id, approved_by) references memberships,
  foreign key (org_id, ended_by) references memberships,
  check ((approved_by is null) = (approved_at is null)),
  check ((ended_by is null) = (ended_at is null))
);
-- One name stands for one thing at a time.
create unique index quarantine_mappings_name on quarantine_mappings (org_id, shop_id, what, from_name) where ended_at is null;
create index quarantine_mappings_shop on quarantine_mappings (org_id, shop_id);
create index quarantine_mappings_newest on quarantine_mappings (org_id, asked_at desc);
create index quarantine_mappings_asker on quarantine_mappings (org_id, asked_by);
create index quarantine_mappings_approver on quarantine_mappings (org_id, approved_by) where approved_by is not null;
create index quarantine_mappings_ender on quarantine_mappings (org_id, ended_by) where ended_by is not null;

-- Which facts were read by which mapping. It outlives the month of the fact, as the volume does.
create table mapped_facts (
  org_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  sequence bigint not null,
  branch integer not null,
  mapping_id uuid not null,
  primary key (org_id, agent_id, epoch, sequence, branch, mapping_id),
  foreign key (org_id, mapping_id) references quarantine_mappings,
  foreign key (org_id, agent_id, epoch) references streams
);
create index mapped_facts_mapping on mapped_facts (org_id, mapping_id);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['quarantine_mappings', 'mapped_facts'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert on quarantine_mappings, mapped_facts to tillbridge_app;
grant update (approved_by, approved_at, ended_by, ended_at) on quarantine_mappings to tillbridge_app;

-- What a decision reads of a stream, and the mappings of its shop that are in force.
drop function stream_view(uuid, uuid, text, text, bigint, bigint, integer);
create function stream_view(
  p_org uuid, p_agent uuid, p_key text, p_epoch text, p_from bigint, p_to bigint, p_lines_max integer
) returns table (
  shop_id uuid, incarnation text, revision bigint, start_number bigint, start_nonce text, header_hash bytea,
  high_water bigint, high_water_hash bytea, segments jsonb, losses jsonb, has_quarantine boolean, quarantined jsonb, machines jsonb,
  mappings jsonb
)
language plpgsql
as $$
begin
  perform set_config('app.org_id', p_org::text, true);
  return query
  select a.shop_id,
    ensure_incarnation(),
    s.revision, s.start_number, s.start_nonce, s.header_hash, s.high_water, s.high_water_hash,
    case when s.high_water > p_from then (
      select jsonb_agg(jsonb_build_array(g.first, g.last, encode(g.hashes, 'hex')) order by g.last)
      from stream_segments g
      where g.org_id = p_org and g.agent_id = p_agent and g.epoch = p_epoch
        and g.last >= p_from and g.last < p_to + p_lines_max and g.first <= p_to
    ) end,
    case when s.has_losses then (
      select jsonb_agg(jsonb_build_array(l.first, l.open_to, encode(l.open_hash, 'hex')) order by l.first)
      from declared_losses l
      where l.org_id = p_org and l.agent_id = p_agent and l.epoch = p_epoch and l.filled_at is null
    ) end,
    s.has_quarantine,
    case when s.has_quarantine then (
      select jsonb_agg(jsonb_build_array(q.sequence, encode(q.hash, 'hex'), q.state))
      from quarantine q
      where q.org_id = p_org and q.agent_id = p_agent and q.epoch = p_epoch and q.sequence between p_from and p_to
    ) end,
    (
      select jsonb_agg(jsonb_build_array(m.machine_id, m.currency))
      from machines m
      where m.org_id = p_org and m.shop_id = a.shop_id
    ),
    (
      select jsonb_agg(jsonb_build_array(n.mapping_id, n.what, n.from_name, n.to_name))
      from quarantine_mappings n
      where n.org_id = p_org and n.shop_id = a.shop_id and n.approved_at is not null and n.ended_at is null
    )
  from agents a
  left join streams s on s.org_id = a.org_id and s.agent_id = a.agent_id and s.epoch = p_epoch
  where a.org_id = p_org and a.agent_id = p_agent
    and (p_key is null or a.revoked_at is null and exists (
      select from agent_keys k
      where k.org_id = p_org and k.key_id = p_key and k.agent_id = p_agent
        and k.revoked_at is null and (k.dies_at is null or k.dies_at > now())));
end
$$;

-- Notes which facts of this batch were read by a mapping, while it is still in force: one that ended since the decision
-- makes it stale, and the lines are decided on again without it.
create function note_mapped(p_org uuid, p_shop uuid, p_agent uuid, p_epoch text, p jsonb) returns void
language plpgsql
as $$
declare
  wanted uuid[] := (
    select array_agg(distinct t.mapping order by t.mapping)
    from jsonb_to_recordset(p -> 'mapped') as t (mapping uuid));
  held bigint;
begin
  select count(*) into held
  from (
    select 1
    from quarantine_mappings m
    where m.org_id = p_org and m.shop_id = p_shop and m.mapping_id = any (wanted) and m.approved_at is not null and m.ended_at is null
    order by m.mapping_id
    for share
  ) in_force;
  if held < cardinality(wanted) then
    raise exception 'a mapping ended meanwhile' using errcode = 'serialization_failure';
  end if;
  insert into mapped_facts (org_id, agent_id, epoch, sequence, branch, mapping_id)
  select p_org, p_agent, p_epoch, t.sequence, t.branch, t.mapping
  from jsonb_to_recordset(p -> 'mapped') as t (sequence bigint, branch integer, mapping uuid)
  on conflict do nothing;
end
$$;

-- A body with its names replaced: `p_names` says by key of an object what each text stands for.
create function renamed(p_value jsonb, p_names jsonb) returns jsonb
language plpgsql immutable
as $$
begin
  return case jsonb_typeof(p_value)
    when 'object' then (
      select coalesce(jsonb_object_agg(e.key, coalesce(p_names -> e.key -> (e.value #>> '{}'), public.renamed(e.value, p_names))), '{}')
      from jsonb_each(p_value) e)
    when 'array' then (
      select coalesce(jsonb_agg(public.renamed(e.value, p_names) order by e.no), '[]')
      from jsonb_array_elements(p_value) with ordinality e (value, no))
    else p_value
  end;
end
$$;

-- A fact as custody read it: by the mappings that were in force then, where its shop did not know a name.
create function fact_as_read(p_fact facts) returns jsonb
language sql stable
as $$
  select case when m.names is null then l.line
    else l.line || jsonb_build_object('body', public.renamed(l.line -> 'body', m.names)) end
  from (select convert_from(p_fact.raw, 'UTF8')::jsonb) l (line)
  cross join (
    select jsonb_object_agg(t.what, t.names)
    from (
      select q.what, jsonb_object_agg(q.from_name, q.to_name) as names
      from public.mapped_facts f
      join public.quarantine_mappings q on q.org_id = f.org_id and q.mapping_id = f.mapping_id
      where f.org_id = p_fact.org_id and f.agent_id = p_fact.agent_id and f.epoch = p_fact.epoch and f.sequence = p_fact.sequence
        and f.branch = p_fact.branch
      group by q.what
    ) t
  ) m (names)
$$;

create or replace function note_companions(p_org uuid, p_shop uuid, p_agent uuid, p_epoch text, p_raw bytea, p jsonb) returns void
language plpgsql
as $$
begin
  perform note_stream_companions(p_org, p_shop, p_agent, p_epoch, p_raw, p);
  if p ?| array['closings', 'adjustments'] then
    perform note_shifts(p_org, p_shop, p_agent, p_epoch, p);
  end if;
  if p ?| array['opened', 'counted', 'closings'] then
    perform note_shift_states(p_org, p_shop, p_agent, p);
  end if;
  if p ?| array['cases', 'recounts'] then
    perform note_cases(p_org, p_shop, p_agent, p_epoch, p);
  end if;
  if p ? 'collections' then
    perform note_collections(p_org, p_shop, p);
  end if;
  if p ? 'mapped' then
    perform note_mapped(p_org, p_shop, p_agent, p_epoch, p);
  end if;
end
$$;
revoke all on function stream_view, note_mapped, renamed, fact_as_read, note_companions from public;
grant execute on function stream_view, note_mapped, renamed, fact_as_read, note_companions to tillbridge_app;
