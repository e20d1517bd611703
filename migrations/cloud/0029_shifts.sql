-- Shifts as they open, are counted and close: one row takes each word, in whatever order they arrive. The closing itself
-- stays whole in `closings`; this row tells which shift is under way.

create table shifts (
  org_id uuid not null,
  agent_id uuid not null,
  shift_id uuid not null,
  shop_id uuid not null,
  opened_at timestamptz,
  opened_by text,
  source text check (source in ('machine', 'counted')),
  -- The opening that counts from there on, by machine and denomination.
  lines jsonb,
  counts integer not null default 0,
  counted_at timestamptz,
  closed_at timestamptz,
  primary key (org_id, agent_id, shift_id),
  foreign key (org_id, shop_id) references shops,
  foreign key (org_id, agent_id) references agents
);
create index shifts_open on shifts (shop_id, opened_at desc, org_id) where opened_at is not null and closed_at is null;
create index shifts_shop on shifts (shop_id, org_id);

alter table shifts enable row level security;
alter table shifts force row level security;
create policy tenant on shifts using (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid))
  with check (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid));
grant select, insert, update on shifts to tillbridge_app;

-- `p` may hold the lists opened, counted and closings; each entry names its shift and when.
create function note_shift_states(p_org uuid, p_shop uuid, p_agent uuid, p jsonb) returns void
language plpgsql
as $$
begin
  insert into shifts as s (org_id, agent_id, shift_id, shop_id, opened_at, opened_by, source, lines)
  select distinct on (t.shift) p_org, p_agent, t.shift, p_shop, t.at, t.by, t.source, t.lines
  from jsonb_to_recordset(p -> 'opened') as t (shift uuid, at timestamptz, by text, source text, lines jsonb)
  order by t.shift, t.at
  on conflict (org_id, agent_id, shift_id) do update
    set opened_at = excluded.opened_at, opened_by = excluded.opened_by, source = excluded.source, lines = excluded.lines
    where s.opened_at is null;
  insert into shifts as s (org_id, agent_id, shift_id, shop_id, counts, counted_at)
  select p_org, p_agent, t.shift, p_shop, max(t.attempt), max(t.at)
  from jsonb_to_recordset(p -> 'counted') as t (shift uuid, at timestamptz, attempt integer)
  group by t.shift
  order by t.shift
  on conflict (org_id, agent_id, shift_id) do update
    set counts = greatest(s.counts, excluded.counts), counted_at = greatest(s.counted_at, excluded.counted_at);
  insert into shifts as s (org_id, agent_id, shift_id, shop_id, closed_at)
  select p_org, p_agent, t.shift, p_shop, min(t.at)
  from jsonb_to_recordset(p -> 'closings') as t (shift uuid, at timestamptz)
  group by t.shift
  order by t.shift
  on conflict (org_id, agent_id, shift_id) do update
    set closed_at = least(s.closed_at, excluded.closed_at);
end
$$;
revoke all on function note_shift_states from public;
grant execute on function note_shift_states to tillbridge_app;

-- What is held already, by the same function.
do $$
declare
  agent record;
  tables text[] := array['facts', 'shifts', 'agents', 'shops'];
  each text;
begin
  foreach each in array tables loop
    execute format('alter table %I no force row level security', each);
  end loop;
  for agent in
    with told as (
      select f.org_id, f.shop_id, f.agent_id, f.kind, convert_from(f.raw, 'UTF8')::jsonb as fact
      from facts f
      where f.kind in ('shift.opened', 'shift.counted', 'shift.closed')
    ), entries as (
      select org_id, shop_id, agent_id, kind, (fact -> 'body') || jsonb_build_object('at', fact ->> 'occurredAt') as entry
      from told
    )
    select org_id, shop_id, agent_id,
      coalesce(jsonb_agg(entry) filter (where kind = 'shift.opened'), '[]') as opened,
      coalesce(jsonb_agg(entry) filter (where kind = 'shift.counted'), '[]') as counted,
      coalesce(jsonb_agg(entry) filter (where kind = 'shift.closed'), '[]') as closings
    from entries
    group by org_id, shop_id, agent_id
  loop
    perform note_shift_states(agent.org_id, agent.shop_id, agent.agent_id,
      jsonb_build_object('opened', agent.opened, 'counted', agent.counted, 'closings', agent.closings));
  end loop;
  foreach each in array tables loop
    execute format('alter table %I force row level security', each);
  end loop;
end
$$;
