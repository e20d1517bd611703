-- Cash that was taken out of a machine in a sealed bag, and its way to the bank as people record it.

create table collections (
  org_id uuid not null,
  -- Named within its machine, so that no other shop can squat it.
  machine_id uuid not null,
  collection_id uuid not null,
  shop_id uuid not null,
  business_date date not null,
  collected_at timestamptz not null,
  received_at timestamptz not null default now(),
  outcome text not null,
  currency text not null,
  -- What left the machine by its own fact; what the bank counts never replaces it.
  out_minor bigint not null,
  operator text,
  seal text,
  receiver text,
  lines jsonb not null,
  -- The newest of what people recorded, whole in collection_records.
  state text not null default 'collected' check (state in ('collected', 'handed_over', 'received', 'counted')),
  counted_minor bigint,
  counted_at timestamptz,
  primary key (org_id, machine_id, collection_id),
  foreign key (org_id, shop_id) references shops,
  foreign key (org_id, machine_id) references machines
);
create index collections_id on collections (collection_id, org_id);
create index collections_shop on collections (shop_id, collected_at desc, collection_id, org_id);

-- The chain of custody: who had it from whom, where and when, and what the bank counted. Only added to.
create table collection_records (
  org_id uuid not null,
  machine_id uuid not null,
  collection_id uuid not null,
  record_id uuid not null,
  said_at timestamptz not null default now(),
  person_id uuid not null references people,
  what text not null check (what in ('handed_over', 'received', 'counted', 'noted')),
  -- When it happened, as the person says.
  happened_at timestamptz not null,
  -- To whom it was handed, or who received or counted it.
  party text check (length(party) between 1 and 80),
  place text check (length(place) between 1 and 80),
  seal text check (length(seal) between 1 and 40),
  said text check (length(said) between 1 and 400),
  counted jsonb,
  counted_minor bigint check (counted_minor >= 0),
  primary key (org_id, machine_id, collection_id, record_id),
  foreign key (org_id, machine_id, collection_id) references collections,
  check ((what = 'counted') = (counted is not null)),
  check ((what = 'counted') = (counted_minor is not null))
);
create index collection_records_person on collection_records (person_id);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['collections', 'collection_records'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert, update on collections to tillbridge_app;
grant select, insert on collection_records to tillbridge_app;

create function note_collections(p_org uuid, p_shop uuid, p jsonb) returns void
language sql
as $$
  insert into collections (
    org_id, machine_id, collection_id, shop_id, business_date, collected_at, outcome, currency, out_minor, operator, seal, receiver, lines)
  select distinct on (t.machine, t.operation) p_org, t.machine, t.operation, p_shop, t.day, t.at, t.outcome, t.currency, t."outMinor", t.operator,
    t.seal, t.receiver, t.lines
  from jsonb_to_recordset(p -> 'collections') as t (
    day date, at timestamptz, machine uuid, operation uuid, outcome text, currency text, "outMinor" bigint, operator text, seal text, receiver text,
    lines jsonb)
  order by t.machine, t.operation, t.at
  on conflict do nothing
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
end
$$;
revoke all on function note_collections, note_companions from public;
grant execute on function note_collections, note_companions to tillbridge_app;

-- What is held already, by the same function.
do $$
declare
  shop record;
  tables text[] := array['facts', 'collections', 'machines', 'shops'];
  each text;
begin
  foreach each in array tables loop
    execute format('alter table %I no force row level security', each);
  end loop;
  for shop in
    with told as (
      select f.org_id, f.shop_id, convert_from(f.raw, 'UTF8')::jsonb as fact
      from facts f
      where f.kind = 'cash.transaction' and convert_from(f.raw, 'UTF8') like '%"kind":"collection"%'
    )
    select org_id, shop_id,
      jsonb_agg((fact -> 'body') || jsonb_build_object('at', fact ->> 'occurredAt', 'day', fact ->> 'businessDate')) as entries
    from told
    where fact -> 'body' ->> 'kind' = 'collection' and (fact -> 'body' ->> 'outMinor')::bigint > 0
    group by org_id, shop_id
  loop
    perform note_collections(shop.org_id, shop.shop_id, jsonb_build_object('collections', shop.entries));
  end loop;
  foreach each in array tables loop
    execute format('alter table %I force row level security', each);
  end loop;
end
$$;
