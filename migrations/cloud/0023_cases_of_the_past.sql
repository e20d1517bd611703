-- Facts that are held already open and settle their cases, by the same function. Every stored fact passed the checks of
-- ingest, so its bytes are JSON. The owner of the tables sees all tenants only while row security is not forced.
do $$
declare
  stream record;
  tables text[] := array['facts', 'cases', 'recounts', 'streams', 'machines', 'shops'];
  each text;
begin
  foreach each in array tables loop
    execute format('alter table %I no force row level security', each);
  end loop;
  for stream in
    with told as (
      select f.org_id, f.shop_id, f.agent_id, f.epoch, f.sequence, f.branch, f.kind, convert_from(f.raw, 'UTF8')::jsonb as fact
      from facts f
      where f.kind in ('agent.event', 'cash.recount')
      union all
      select f.org_id, f.shop_id, f.agent_id, f.epoch, f.sequence, f.branch, f.kind, convert_from(f.raw, 'UTF8')::jsonb
      from facts f
      where f.kind = 'cash.transaction' and convert_from(f.raw, 'UTF8') ~ '"outcome":"(partial|retained|unknown)"'
    ), entries as (
      select org_id, shop_id, agent_id, epoch, kind,
        (fact -> 'body') - 'steps' - 'inventory' || jsonb_build_object(
          'sequence', sequence, 'branch', branch, 'at', fact ->> 'occurredAt', 'day', fact ->> 'businessDate',
          'case', coalesce(fact -> 'body' ->> 'case', fact -> 'body' ->> 'operation'),
          'about', case kind when 'agent.event' then 'discrepancy' else 'operation' end) as entry
      from told
      where kind <> 'agent.event' or fact -> 'body' ?& array['case', 'machine', 'currency']
    )
    select org_id, shop_id, agent_id, epoch,
      coalesce(jsonb_agg(entry) filter (where kind <> 'cash.recount'), '[]') as opened,
      coalesce(jsonb_agg(entry) filter (where kind = 'cash.recount'), '[]') as counted
    from entries
    group by org_id, shop_id, agent_id, epoch
  loop
    perform note_cases(stream.org_id, stream.shop_id, stream.agent_id, stream.epoch,
      jsonb_build_object('cases', stream.opened, 'recounts', stream.counted));
  end loop;
  foreach each in array tables loop
    execute format('alter table %I force row level security', each);
  end loop;
end
$$;

-- Roles of the house that exist already learn the new words.
alter table roles no force row level security;
update roles
set permissions = array(select distinct unnest(permissions || added.words))
from (
  values
    ('owner', array['case.see', 'case.resolve', 'collection.manage']),
    ('regional_manager', array['case.see', 'case.resolve', 'collection.manage']),
    ('shop_manager', array['case.see', 'case.resolve', 'collection.manage']),
    ('cashier', array['case.see']),
    ('technician', array['case.see']),
    ('accountant', array['case.see', 'collection.manage']),
    ('auditor', array['case.see'])
) as added (role_key, words)
where roles.system and roles.role_key = added.role_key;
alter table roles force row level security;
