-- What was derived from the facts of a shop's business day, derived again by the very functions that take custody, into
-- tables of the same names that live as long as the transaction: `pg_temp` stands first on their search path. So there is
-- no second opinion on what a fact means. What differs is put right only where every fact of the shop is in its place.

-- Entries of the facts of one stream for `note_companions`, as ingest makes them; null where there are none.
create function companions_of_told(p_agent uuid, p_epoch text, p_branch integer) returns jsonb
language plpgsql
set search_path = pg_temp, public
as $$
begin
  return (
    with mine as (
      select t.kind, t.sequence, t.fact -> 'body' as body,
        t.fact -> 'body' || jsonb_build_object(
          'sequence', t.sequence, 'branch', t.branch, 'at', t.fact ->> 'occurredAt', 'day', t.fact ->> 'businessDate') as entry
      from told t
      where t.agent_id = p_agent and t.epoch = p_epoch and t.branch = p_branch
    ), entries as (
      select 'devices' as list, sequence, body -> 'device' || jsonb_build_object('sequence', sequence, 'machine', body -> 'machine') as entry
      from mine where kind = 'cash.transaction' and body ? 'device'
      union all
      select 'cases', sequence, entry - 'steps' - 'inventory' || jsonb_build_object('case', body -> 'operation', 'about', 'operation')
      from mine where kind = 'cash.transaction' and body ->> 'outcome' in ('partial', 'retained', 'unknown')
      union all
      select 'cases', sequence, entry || '{"about": "discrepancy"}'
      from mine where kind = 'agent.event' and body ?& array['case', 'machine', 'currency']
      union all
      select 'collections', sequence, entry
      from mine where kind = 'cash.transaction' and body ->> 'kind' = 'collection' and (body ->> 'outMinor')::bigint > 0
      union all
      select case kind
        when 'cash.recount' then 'recounts' when 'shift.opened' then 'opened' when 'shift.counted' then 'counted'
        when 'shift.closed' then 'closings' when 'shift.adjusted' then 'adjustments' end, sequence, entry
      from mine where kind in ('cash.recount', 'shift.opened', 'shift.counted', 'shift.closed', 'shift.adjusted')
    ), lists as (
      select list, jsonb_agg(entry order by sequence) as entries from entries group by list
    )
    select jsonb_object_agg(list, entries) from lists);
end
$$;

-- Fills the tables beside with what the facts of a day say. False: some bytes of that day are not what custody took.
create function replay_day(p_org uuid, p_shop uuid, p_day date, p_lines_max integer) returns boolean
language plpgsql
set search_path = pg_temp, public
as $$
declare
  each text;
  stream record;
  placed record;
  cash record;
  pieces record;
  companions jsonb;
begin
  create temp table told on commit drop as
  select f.agent_id, f.epoch, f.sequence, f.branch, f.kind, f.fact_id, f.occurred_at, f.received_at, sha256(f.raw) as hash,
    null::jsonb as fact, f as stored
  from public.agents a
  join public.facts f on f.org_id = a.org_id and f.agent_id = a.agent_id and f.business_date = p_day
  where a.org_id = p_org and a.shop_id = p_shop;
  if exists (
    with span as (
      select agent_id, epoch, min(sequence) as first, max(sequence) as last from told group by agent_id, epoch
    ), listed as (
      select span.agent_id, span.epoch, p.sequence, p.hash
      from span
      cross join lateral public.listed_places(p_org, span.agent_id, span.epoch, span.first, span.last, p_lines_max) p
    )
    select from told t
    left join listed p on p.agent_id = t.agent_id and p.epoch = t.epoch and p.sequence = t.sequence and p.hash = t.hash and t.branch = 0
    where case
      when p.hash is null and not exists (
        select from public.quarantine q
        where q.org_id = p_org and q.agent_id = t.agent_id and q.epoch = t.epoch and q.sequence = t.sequence and q.hash = t.hash) then true
      else not public.fact_agrees(t.stored, p_shop)
    end)
  then
    return false;
  end if;
  update told set fact = public.fact_as_read(stored);

  foreach each in array array[
    'facts', 'cash_transactions', 'denomination_lines', 'device_keys', 'open_operations', 'hourly_summaries', 'daily_summaries', 'monthly_summaries',
    'closings', 'closing_lines', 'closing_adjustments', 'shifts', 'cases', 'recounts', 'collections'
  ] loop
    execute format('create temp table %1$I (like public.%1$I including defaults including indexes) on commit drop', each);
  end loop;
  for stream in select agent_id, epoch, branch from told group by agent_id, epoch, branch order by agent_id, epoch, branch loop
    with mine as (
      select * from told where agent_id = stream.agent_id and epoch = stream.epoch and branch = stream.branch
    )
    select array_agg(sequence order by sequence) as seq, array_agg(branch) as branch, array_agg(0) as nought,
      array_agg(fact_id order by sequence) as id, array_agg(kind order by sequence) as kind, array_agg(occurred_at order by sequence) as at, array_agg(p_day) as day
    into placed from mine;
    with intents as (
      select distinct on (operation) i.fact -> 'body' ->> 'operation' as operation, i.occurred_at as intended
      from told i
      where i.kind = 'operation.intended'
      order by operation, i.occurred_at
    ), mine as (
      select sequence, occurred_at, fact -> 'body' as body, intended
      from told
      left join intents on operation = fact -> 'body' ->> 'operation'
      where agent_id = stream.agent_id and epoch = stream.epoch and branch = stream.branch and kind = 'cash.transaction'
    )
    select coalesce(array_agg(sequence order by sequence), '{}') as seq,
      array_agg((body ->> 'operation')::uuid order by sequence) as operation, array_agg((body ->> 'machine')::uuid order by sequence) as machine,
      array_agg(body ->> 'kind' order by sequence) as kind, array_agg(body ->> 'outcome' order by sequence) as outcome,
      array_agg(body ->> 'currency' order by sequence) as currency, array_agg((body ->> 'amountMinor')::bigint order by sequence) as amount,
      array_agg((body ->> 'inMinor')::bigint order by sequence) as "in", array_agg((body ->> 'outMinor')::bigint order by sequence) as out,
      array_agg((body ->> 'owedMinor')::bigint order by sequence) as owed, array_agg(body ->> 'operator' order by sequence) as operator,
      array_agg(body ->> 'reference' order by sequence) as reference, array_agg(intended order by sequence) as intended, array_agg(occurred_at order by sequence) as at, array_agg(p_day) as day
    into cash from mine;
    select coalesce(array_agg(told.sequence order by told.sequence, no), '{}') as seq, array_agg(no::smallint order by told.sequence, no) as no,
      array_agg((line ->> 'valueMinor')::bigint order by told.sequence, no) as value, array_agg(line ->> 'form' order by told.sequence, no) as form,
      array_agg((line ->> 'pieces')::integer order by told.sequence, no) as pieces, array_agg(line ->> 'direction' order by told.sequence, no) as direction,
      array_agg(line ->> 'place' order by told.sequence, no) as place, array_agg(line ->> 'unit' order by told.sequence, no) as unit
    into pieces
    from told
    cross join jsonb_array_elements(told.fact -> 'body' -> 'lines') with ordinality as each_line (line, no)
    where told.agent_id = stream.agent_id and told.epoch = stream.epoch and told.branch = stream.branch and told.kind = 'cash.transaction';
    perform insert_facts(
      p_org, p_shop, stream.agent_id, stream.epoch, ''::bytea, false, placed.seq, placed.branch, placed.nought, placed.nought, placed.id,
      placed.kind, placed.at, placed.day, cash.seq, cash.operation, cash.machine, cash.kind, cash.outcome, cash.currency,
      cash.amount, cash."in", cash.out, cash.owed, cash.operator, cash.reference, cash.intended, pieces.seq, pieces.no, pieces.value, pieces.form,
      pieces.pieces, pieces.direction, pieces.place, pieces.unit, cash.at, cash.day);
    companions := companions_of_told(stream.agent_id, stream.epoch, stream.branch);
    if companions is not null then
      perform note_companions(p_org, p_shop, stream.agent_id, stream.epoch, ''::bytea, companions);
    end if;
  end loop;
  return true;
end
$$;

-- What the facts of one day cannot say alone is taken over from the rows that stand: words of people, the halves that the
-- facts of other days wrote, and when the row came.
create function complete_replayed(p_org uuid) returns void
language plpgsql
set search_path = pg_temp, public
as $$
begin
  update cash_transactions e
  set received_at = t.received_at
  from told t
  where (t.agent_id, t.epoch, t.sequence, t.branch) = (e.agent_id, e.epoch, e.sequence, e.branch);
  update cash_transactions e
  set intended_at = a.intended_at
  from public.cash_transactions a
  where (a.org_id, a.business_date, a.transaction_id) = (e.org_id, e.business_date, e.transaction_id)
    and (e.intended_at is null or a.intended_at is null);

  update cases e
  set assigned_to = a.assigned_to, snoozed_until = a.snoozed_until, resolved_at = a.resolved_at
  from public.cases a
  where (a.org_id, a.machine_id, a.case_id) = (e.org_id, e.machine_id, e.case_id);
  -- The fact that opens it lies on another day, or another fact had the same name first.
  update cases e
  set (agent_id, epoch, sequence, branch, business_date, opened_at, about, kind, outcome, currency, amount_minor, in_minor, out_minor, owed_minor,
      operator, reference, reason, detail, lines, received_at)
    = (a.agent_id, a.epoch, a.sequence, a.branch, a.business_date, a.opened_at, a.about, a.kind, a.outcome, a.currency, a.amount_minor, a.in_minor,
      a.out_minor, a.owed_minor, a.operator, a.reference, a.reason, a.detail, a.lines, a.received_at)
  from public.cases a
  where (a.org_id, a.machine_id, a.case_id) = (e.org_id, e.machine_id, e.case_id)
    and (e.opened_at is null or (a.agent_id, a.epoch, a.sequence, a.branch) <> (e.agent_id, e.epoch, e.sequence, e.branch) and exists (
      select from public.facts f
      where f.org_id = p_org and f.agent_id = a.agent_id and f.epoch = a.epoch and f.sequence = a.sequence and f.branch = a.branch));
  update cases e
  set (settled_at, settled_by, settled_operation) = (r.occurred_at, r.operator, r.operation_id)
  from (
    select distinct on (c.machine_id, c.case_id) c.machine_id, c.case_id, r.occurred_at, r.operator, r.operation_id
    from cases c
    join public.recounts r on r.org_id = p_org and r.cases @> array[c.case_id] and r.machine_id = c.machine_id
    order by c.machine_id, c.case_id, r.occurred_at, r.operation_id
  ) r
  where (r.machine_id, r.case_id) = (e.machine_id, e.case_id);

  update shifts e
  set (opened_at, opened_by, source, lines) = (a.opened_at, a.opened_by, a.source, a.lines)
  from public.shifts a
  where (a.org_id, a.agent_id, a.shift_id) = (e.org_id, e.agent_id, e.shift_id) and e.opened_at is null;
  update shifts e
  set counts = greatest(e.counts, a.counts), counted_at = greatest(e.counted_at, a.counted_at), closed_at = least(e.closed_at, a.closed_at)
  from public.shifts a
  where (a.org_id, a.agent_id, a.shift_id) = (e.org_id, e.agent_id, e.shift_id);

  update collections e
  set state = a.state, counted_minor = a.counted_minor, counted_at = a.counted_at
  from public.collections a
  where (a.org_id, a.machine_id, a.collection_id) = (e.org_id, e.machine_id, e.collection_id);
end
$$;

-- What people took back on this day stands in its sums beside what the facts say, in the hour in which it was approved.
create function add_reversals(p_org uuid, p_shop uuid, p_day date) returns void
language plpgsql
set search_path = pg_temp, public
as $$
begin
  insert into hourly_summaries as h (org_id, shop_id, business_date, hour, currency, kind, transactions, in_minor, out_minor)
  select p_org, p_shop, p_day,
    greatest(0, least(24, floor(extract(epoch from
      (r.ended_at at time zone s.time_zone) - (p_day + make_interval(mins => s.cut_off_minutes))) / 3600))),
    r.currency, r.kind, 0, sum(r.in_minor), sum(r.out_minor)
  from public.reversals r
  join public.shops s on s.org_id = r.org_id and s.shop_id = r.shop_id
  where r.org_id = p_org and r.shop_id = p_shop and r.business_date = p_day
  group by 4, r.currency, r.kind
  on conflict (org_id, shop_id, business_date, hour, currency, kind) do update
    set in_minor = h.in_minor + excluded.in_minor, out_minor = h.out_minor + excluded.out_minor;
  insert into daily_summaries as d (org_id, shop_id, business_date, currency, kind, transactions, in_minor, out_minor)
  select p_org, p_shop, p_day, r.currency, r.kind, 0, sum(r.in_minor), sum(r.out_minor)
  from public.reversals r
  where r.org_id = p_org and r.shop_id = p_shop and r.business_date = p_day
  group by r.currency, r.kind
  on conflict (org_id, shop_id, business_date, currency, kind) do update
    set in_minor = d.in_minor + excluded.in_minor, out_minor = d.out_minor + excluded.out_minor;
end
$$;

-- Sums beside: of a month that is online from the transactions, those of this day as they should be. Of a month that was
-- archived only the sums themselves are left, and they must agree with one another.
create function sum_replayed(p_org uuid, p_shop uuid, p_day date, p_archived boolean, p_mend boolean) returns void
language plpgsql
set search_path = pg_temp, public
as $$
declare
  first_day date := date_trunc('month', p_day)::date;
  next_day date := (date_trunc('month', p_day) + interval '1 month')::date;
begin
  delete from monthly_summaries;
  if not p_archived then
    perform add_reversals(p_org, p_shop, p_day);
  end if;
  if p_archived then
    delete from hourly_summaries;
    delete from daily_summaries;
    insert into hourly_summaries
    select * from public.hourly_summaries h where h.org_id = p_org and h.shop_id = p_shop and h.business_date = p_day;
    insert into daily_summaries (org_id, shop_id, business_date, currency, kind, transactions, in_minor, out_minor)
    select p_org, p_shop, p_day, h.currency, h.kind, sum(h.transactions), sum(h.in_minor), sum(h.out_minor)
    from hourly_summaries h
    group by h.currency, h.kind;
  end if;
  insert into monthly_summaries (org_id, shop_id, month, currency, kind, transactions, in_minor, out_minor)
  select p_org, p_shop, first_day, m.currency, m.kind, sum(m.transactions), sum(m.in_minor), sum(m.out_minor)
  from (
    select d.currency, d.kind, d.transactions, d.in_minor, d.out_minor
    from public.daily_summaries d
    where d.org_id = p_org and d.shop_id = p_shop and d.business_date >= first_day and d.business_date < next_day
      and (p_archived or d.business_date <> p_day and not p_mend)
    union all
    select d.currency, d.kind, d.transactions, d.in_minor, d.out_minor
    from daily_summaries d
    where not p_archived
    union all
    select c.currency, c.kind, 1, c.in_minor, c.out_minor
    from public.cash_transactions c
    where p_mend and not p_archived and c.org_id = p_org and c.shop_id = p_shop and c.business_date >= first_day and c.business_date < next_day
      and c.business_date <> p_day
    union all
    select r.currency, r.kind, 0, r.in_minor, r.out_minor
    from public.reversals r
    where p_mend and not p_archived and r.org_id = p_org and r.shop_id = p_shop and r.business_date >= first_day and r.business_date < next_day
      and r.business_date <> p_day
  ) m
  group by m.currency, m.kind;
end
$$;

revoke all on function companions_of_told, replay_day, complete_replayed, add_reversals, sum_replayed from public;
