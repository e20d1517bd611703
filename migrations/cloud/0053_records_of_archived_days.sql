-- Closings, their lines and adjustments, and counts of a month that was archived stay, as sums do, while the facts they came
-- from are away. A day of it is compared as before, but what stands without its fact has nothing to be compared with, and is
-- neither taken away nor told; nor are cases, shifts and collections, which facts of several days make.

-- Compares a day, and with `p_mend` puts right what differs; the caller holds the streams of the shop then. Nothing is put
-- right where some fact of the shop is missing: what it left behind is the last trace of it. A single row `unproven`: some
-- bytes of the day are not what custody took, and nothing can be said before they are.
create or replace function compare_day(p_org uuid, p_shop uuid, p_day date, p_lines_max integer, p_mend boolean)
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
  if archived then
    delete from pg_temp.differing d
    using tables_compared() t
    where t.name = d.name and not t.summed and (
      t.name in ('cases', 'shifts', 'collections')
      or t.keys @> '{agent_id,epoch,sequence,branch}' and not exists (
        select
        from pg_temp.told f
        where f.agent_id = (coalesce(d.expected, d.found) ->> 'agent_id')::uuid and f.epoch = coalesce(d.expected, d.found) ->> 'epoch'
          and f.sequence = (coalesce(d.expected, d.found) ->> 'sequence')::bigint and f.branch = (coalesce(d.expected, d.found) ->> 'branch')::integer));
  end if;
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
