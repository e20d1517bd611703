-- Compares what stands of a shop's day, and of its machines, with what its facts say when they are derived again.

-- The tables that are compared, parents before their lines, and which rows (`c`) of them shop $2 has of day $3, beside those
-- that are named as the replayed ones are. A transaction far from its day is looked for where its moment is.
create function tables_compared() returns table (no integer, name text, keys text[], summed boolean, own text)
language sql immutable
as $$
  values
    (1, 'cash_transactions', '{org_id,business_date,transaction_id}'::text[], false,
      $w$c.shop_id = $2 and c.occurred_at >= $3::timestamptz - interval '3 days' and c.occurred_at < $3::timestamptz + interval '4 days'
        and (c.business_date = $3 or c.business_date not between $3 - 10 and $3 + 10)$w$),
    (2, 'denomination_lines', '{org_id,business_date,transaction_id,line_no}', false,
      $w$(c.business_date, c.transaction_id) in (
        select t.business_date, t.transaction_id
        from public.cash_transactions t
        where t.org_id = $1 and t.shop_id = $2 and t.occurred_at >= $3::timestamptz - interval '3 days'
          and t.occurred_at < $3::timestamptz + interval '4 days'
          and (t.business_date = $3 or t.business_date not between $3 - 10 and $3 + 10)
        union
        select t.business_date, t.transaction_id from pg_temp.cash_transactions t)$w$),
    (3, 'device_keys', '{org_id,machine_id,serial,generation,device_transaction}', false, 'false'),
    (4, 'closings', '{org_id,agent_id,epoch,sequence,branch}', false, 'c.shop_id = $2 and c.business_date = $3'),
    (5, 'closing_lines', '{org_id,agent_id,epoch,sequence,branch,line_no}', false,
      $w$(c.agent_id, c.epoch, c.sequence, c.branch) in (
        select t.agent_id, t.epoch, t.sequence, t.branch
        from public.closings t
        where t.org_id = $1 and t.shop_id = $2 and t.business_date = $3
        union
        select t.agent_id, t.epoch, t.sequence, t.branch from pg_temp.closings t)$w$),
    (6, 'closing_adjustments', '{org_id,agent_id,epoch,sequence,branch}', false, 'c.shop_id = $2 and c.business_date = $3'),
    (7, 'recounts', '{org_id,agent_id,epoch,sequence,branch}', false, 'c.shop_id = $2 and c.business_date = $3'),
    (8, 'cases', '{org_id,machine_id,case_id}', false, 'c.shop_id = $2 and c.business_date = $3'),
    (9, 'shifts', '{org_id,agent_id,shift_id}', false, 'false'),
    (10, 'collections', '{org_id,machine_id,collection_id}', false, 'c.shop_id = $2 and c.business_date = $3'),
    (11, 'hourly_summaries', '{org_id,shop_id,business_date,hour,currency,kind}', true, 'c.shop_id = $2 and c.business_date = $3'),
    (12, 'daily_summaries', '{org_id,shop_id,business_date,currency,kind}', true, 'c.shop_id = $2 and c.business_date = $3'),
    (13, 'monthly_summaries', '{org_id,shop_id,month,currency,kind}', true, $w$c.shop_id = $2 and c.month = date_trunc('month', $3)::date$w$)
$$;

-- Puts right what differs. What nobody wrote goes, lines before what they refer to; a row of which people may have spoken
-- stays and is only told. Sums of an archived month have nothing left to be made from.
create function mend_differing(p_archived boolean) returns void
language plpgsql
set search_path = pg_temp, public
as $$
declare
  each record;
  columns text;
begin
  for each in select * from tables_compared() where not (summed and p_archived) order by no desc loop
    continue when each.name in ('cases', 'shifts', 'collections');
    execute format(
      'delete from public.%1$I a
       using (select (jsonb_populate_record(null::public.%1$I, d.found)).* from differing d where d.name = %1$L and d.expected is null) d
       where %2$s', each.name, (select string_agg(format('a.%1$I = d.%1$I', key), ' and ') from unnest(each.keys) key));
  end loop;
  for each in select * from tables_compared() where not (summed and p_archived) order by no loop
    select string_agg(format('%1$I = excluded.%1$I', k.attname), ', ') into columns
    from pg_catalog.pg_attribute k
    where k.attrelid = format('public.%I', each.name)::regclass and k.attnum > 0 and not k.attisdropped
      and k.attname <> all (each.keys || array['received_at']);
    execute format(
      'insert into public.%1$I
       select (jsonb_populate_record(null::public.%1$I, d.expected)).* from differing d where d.name = %1$L and d.expected is not null
       on conflict (%2$s) do update set %3$s', each.name, array_to_string(each.keys, ', '), columns);
  end loop;
end
$$;

-- Compares a day, and with `p_mend` puts right what differs; the caller holds the streams of the shop then. Nothing is put
-- right where some fact of the shop is missing: what it left behind is the last trace of it. A single row `unproven`: some
-- bytes of the day are not what custody took, and nothing can be said before they are.
create function compare_day(p_org uuid, p_shop uuid, p_day date, p_lines_max integer, p_mend boolean)
returns table (name text, expected jsonb, found jsonb, mended boolean, facts bigint)
language plpgsql
security definer
set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
  archived boolean;
  may_mend boolean;
  told_facts bigint;
  each record;
begin
  -- Whatever else lay there would be taken for a table of ours.
  if exists (select from pg_catalog.pg_class c where c.relnamespace = pg_catalog.pg_my_temp_schema()) then
    raise exception 'compare_day: this connection has temporary tables';
  end if;
  if not replay_day(p_org, p_shop, p_day, p_lines_max) then
    return query select 'unproven', null::jsonb, null::jsonb, false, (select count(*) from pg_temp.told);
    return;
  end if;
  told_facts := (select count(*) from pg_temp.told);
  archived := exists (
    select from archive_volumes v where v.org_id = p_org and v.month = date_trunc('month', p_day)::date and v.state = 'dropped');
  perform complete_replayed(p_org);
  perform sum_replayed(p_org, p_shop, p_day, archived, p_mend);
  create temp table differing (name text, expected jsonb, found jsonb) on commit drop;
  for each in select * from tables_compared() order by no loop
    execute format(
      'insert into pg_temp.differing
       select %1$L, to_jsonb(e), to_jsonb(a)
       from pg_temp.%1$I e
       full join (
         select a.*
         from public.%1$I a
         where a.org_id = $1 and (%2$s) in (
           select %2$s from public.%1$I c where c.org_id = $1 and (%3$s) union select %2$s from pg_temp.%1$I)
       ) a using (%2$s)
       where to_jsonb(e) - ''received_at'' is distinct from to_jsonb(a) - ''received_at''',
      each.name, array_to_string(each.keys, ', '), each.own)
    using p_org, p_shop, p_day;
  end loop;
  may_mend := p_mend and exists (select from pg_temp.differing) and not exists (
    select
    from agents g
    join streams s on s.org_id = g.org_id and s.agent_id = g.agent_id
    cross join lateral places_missing(p_org, s.agent_id, s.epoch, 1, s.high_water, p_lines_max) m
    where g.org_id = p_org and g.shop_id = p_shop);
  if may_mend then
    perform mend_differing(archived);
  end if;
  return query
  select d.name, d.expected, d.found,
    may_mend and not (t.summed and archived) and (d.expected is not null or d.name not in ('cases', 'shifts', 'collections')), told_facts
  from pg_temp.differing d
  join tables_compared() t on t.name = d.name
  order by t.no;
  if not found then
    return query select 'nothing', null::jsonb, null::jsonb, false, told_facts;
  end if;
end
$$;

-- The same for the machines of a shop: what they last said, by the readings and states of its newest days. `p_batches` holds
-- them as ingest noted them, a list a batch, in the order in which they came.
create function compare_machines(p_org uuid, p_shop uuid, p_batches jsonb, p_mend boolean)
returns table (name text, expected jsonb, found jsonb)
language plpgsql
set search_path = pg_temp, public
as $$
#variable_conflict use_column
declare
  batch jsonb;
  each record;
begin
  create temp table machine_states (like public.machine_states including defaults including indexes) on commit drop;
  create temp table machine_units (like public.machine_units including defaults including indexes) on commit drop;
  create temp table machine_inventory (like public.machine_inventory including defaults including indexes) on commit drop;
  for batch in select * from jsonb_array_elements(p_batches) loop
    -- No word is taken for later than its arrival.
    perform note_machines(p_org, p_shop, (
      select jsonb_agg(n.note
        || case when n.note ? 'read_at' then jsonb_build_object('read_at', least((n.note ->> 'read_at')::timestamptz, (batch ->> 'at')::timestamptz)) else '{}' end
        || case when n.note ? 'state_at' then jsonb_build_object('state_at', least((n.note ->> 'state_at')::timestamptz, (batch ->> 'at')::timestamptz)) else '{}' end)
      from jsonb_array_elements(batch -> 'notes') n (note)));
  end loop;
  create temp table differing (name text, expected jsonb, found jsonb) on commit drop;
  create temp table reading on commit drop as select machine_id from machine_states where read_at is not null;
  -- What those days do not say of a machine stays as it is.
  update machine_states e
  set state = case when e.state_at is null then a.state else e.state end, faults = case when e.state_at is null then a.faults else e.faults end,
    state_at = coalesce(e.state_at, a.state_at), read_at = coalesce(e.read_at, a.read_at)
  from public.machine_states a
  where a.org_id = e.org_id and a.machine_id = e.machine_id;
  insert into differing
  select 'machine_states', to_jsonb(e), to_jsonb(a)
  from machine_states e
  left join public.machine_states a on a.org_id = e.org_id and a.machine_id = e.machine_id
  where to_jsonb(e) is distinct from to_jsonb(a);
  for each in select * from (values
    ('machine_units', array['machine_id', 'unit']), ('machine_inventory', array['machine_id', 'bucket', 'currency', 'value_minor', 'form'])) t (name, keys)
  loop
    execute format(
      'insert into differing
       select %1$L, to_jsonb(e), to_jsonb(a)
       from pg_temp.%1$I e
       full join (select a.* from public.%1$I a where a.org_id = $1 and a.machine_id in (select machine_id from reading)) a using (%2$s)
       where to_jsonb(e) is distinct from to_jsonb(a)', each.name, array_to_string(each.keys, ', '))
    using p_org;
  end loop;
  if p_mend and exists (select from differing) then
    insert into public.machine_states as m
    select * from machine_states
    on conflict (org_id, machine_id) do update
      set shop_id = excluded.shop_id, state = excluded.state, faults = excluded.faults, state_at = excluded.state_at, read_at = excluded.read_at;
    delete from public.machine_units where org_id = p_org and machine_id in (select machine_id from reading);
    insert into public.machine_units select * from machine_units;
    delete from public.machine_inventory where org_id = p_org and machine_id in (select machine_id from reading);
    insert into public.machine_inventory select * from machine_inventory;
  end if;
  return query select d.name, d.expected, d.found from differing d;
end
$$;

revoke all on function tables_compared, mend_differing, compare_day, compare_machines from public;
grant execute on function compare_day, compare_machines to tillbridge_app;
