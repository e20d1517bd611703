-- Sequences of those among these operations that ended before: one operation has one end. Only the months around are
-- looked at. One look-up each, because a plan made while a month was empty would else read all of an organization.
create function find_doubles(p_org uuid, p_seq bigint[], p_operation uuid[], p_day date[]) returns bigint[]
language plpgsql stable
set enable_nestloop = on
set enable_hashjoin = off
as $$
declare
  first_day date := (select min(d) - 31 from unnest(p_day) d);
  last_day date := (select max(d) + 31 from unnest(p_day) d);
begin
  return (
    select array_agg(t.seq)
    from unnest(p_seq, p_operation) as t (seq, operation)
    cross join lateral (
      select from cash_transactions c
      where c.org_id = p_org and c.transaction_id = t.operation and c.business_date >= first_day and c.business_date <= last_day
      limit 1
    ) ended
  );
end
$$;

-- Ends open operations; answers when each was intended, where that was not known yet.
create function close_operations(p_org uuid, p_operation uuid[], p_intended timestamptz[]) returns timestamptz[]
language plpgsql
set enable_nestloop = on
set enable_hashjoin = off
as $$
declare
  ended uuid[];
  moments timestamptz[];
begin
  with gone as (
    delete from open_operations o
    using unnest(p_operation) as t (operation)
    where o.org_id = p_org and o.operation_id = t.operation
    returning o.operation_id, o.intended_at
  )
  select array_agg(g.operation_id), array_agg(g.intended_at) into ended, moments
  from gone g;
  if ended is null then
    return p_intended;
  end if;
  return (
    select array_agg(coalesce(t.intended, moments[array_position(ended, t.operation)]) order by t.place)
    from unnest(p_operation, p_intended) with ordinality as t (operation, intended, place)
  );
end
$$;

-- Inserts facts with their cash, and adds to the summaries what the inserts returned. Column arrays are parallel:
-- f_ one entry a fact, t_ one a cash transaction, l_ one a denomination line; t_ and l_ name their fact by sequence.
create function insert_facts(
  p_org uuid, p_shop uuid, p_agent uuid, p_epoch text, p_raw bytea, p_count_sent boolean,
  f_seq bigint[], f_branch integer[], f_offset integer[], f_length integer[], f_id uuid[], f_kind text[], f_at timestamptz[], f_day date[],
  t_seq bigint[], t_operation uuid[], t_machine uuid[], t_kind text[], t_outcome text[], t_currency text[],
  t_amount bigint[], t_in bigint[], t_out bigint[], t_owed bigint[], t_operator text[], t_reference text[], t_intended timestamptz[],
  l_seq bigint[], l_no smallint[], l_value bigint[], l_form text[], l_pieces integer[], l_direction text[], l_place text[], l_unit text[],
  s_at timestamptz[], s_day date[]
) returns void
language plpgsql
as $$
declare
  doubles bigint[];
  days date[];
  moments timestamptz[];
  currencies text[];
  kinds text[];
  ins bigint[];
  outs bigint[];
begin
  if cardinality(t_seq) > 0 and not p_count_sent then
    doubles := find_doubles(p_org, t_seq, t_operation, s_day);
    if doubles is not null then
      raise exception 'operation ended before' using errcode = 'TB001', detail = array_to_string(doubles, ',');
    end if;
  end if;
  if array_position(t_intended, null) is not null then
    t_intended := close_operations(p_org, t_operation, t_intended);
  end if;

  with f as (
    insert into facts (org_id, business_date, agent_id, epoch, sequence, branch, shop_id, fact_id, kind, occurred_at, received_at, raw)
    select p_org, t.day, p_agent, p_epoch, t.seq, t.branch, p_shop, t.id, t.kind, t.at, now(), substring(p_raw from t.start + 1 for t.length)
    from unnest(f_seq, f_branch, f_offset, f_length, f_id, f_kind, f_at, f_day) as t (seq, branch, start, length, id, kind, at, day)
    returning sequence, branch, business_date, occurred_at
  ), c as (
    insert into cash_transactions (
      org_id, business_date, transaction_id, shop_id, machine_id, agent_id, epoch, sequence, branch, kind, outcome, currency,
      amount_minor, in_minor, out_minor, owed_minor, operator, reference, intended_at, occurred_at, received_at)
    select p_org, f.business_date, t.operation, p_shop, t.machine, p_agent, p_epoch, f.sequence, f.branch, t.kind, t.outcome, t.currency,
      t.amount, t.into_machine, t.out_of_machine, t.owed, t.operator, t.reference, t.intended, f.occurred_at, now()
    from unnest(t_seq, t_operation, t_machine, t_kind, t_outcome, t_currency, t_amount, t_in, t_out, t_owed, t_operator, t_reference, t_intended)
      as t (seq, operation, machine, kind, outcome, currency, amount, into_machine, out_of_machine, owed, operator, reference, intended)
    join f on f.sequence = t.seq
    returning sequence, business_date, transaction_id, occurred_at, currency, kind, in_minor, out_minor
  ), lines as (
    insert into denomination_lines (org_id, business_date, transaction_id, line_no, value_minor, form, pieces, direction, place, unit)
    select p_org, c.business_date, c.transaction_id, l.no, l.value, l.form, l.pieces, l.direction, l.place, l.unit
    from unnest(l_seq, l_no, l_value, l_form, l_pieces, l_direction, l_place, l_unit) as l (seq, no, value, form, pieces, direction, place, unit)
    join c on c.sequence = l.seq
  )
  select array_agg(c.business_date), array_agg(c.occurred_at), array_agg(c.currency), array_agg(c.kind), array_agg(c.in_minor), array_agg(c.out_minor)
  into days, moments, currencies, kinds, ins, outs
  from c;

  if p_count_sent then
    perform add_to_summaries(p_org, p_shop, s_day, s_at, t_currency, t_kind, t_in, t_out);
  elsif days is not null then
    perform add_to_summaries(p_org, p_shop, days, moments, currencies, kinds, ins, outs);
  end if;
end
$$;

-- What machines hold and how they are, from the newest reading of each in a batch. An older reading changes nothing.
create function note_machines(p_org uuid, p_shop uuid, p_machines jsonb) returns void
language plpgsql
as $$
declare
  newer uuid[];
begin
  insert into machine_states as m (org_id, machine_id, shop_id, state, faults, state_at)
  select p_org, t.machine, p_shop, t.state, t.faults, least(t.state_at, now())
  from jsonb_to_recordset(p_machines) as t (machine uuid, state text, faults jsonb, state_at timestamptz)
  where t.state is not null
  order by t.machine
  on conflict (org_id, machine_id) do update
    set state = excluded.state, faults = excluded.faults, state_at = excluded.state_at, shop_id = excluded.shop_id
    where m.state_at is null or m.state_at <= excluded.state_at;

  with noted as (
    insert into machine_states as m (org_id, machine_id, shop_id, state, read_at)
    select p_org, t.machine, p_shop, 'unknown', least(t.read_at, now())
    from jsonb_to_recordset(p_machines) as t (machine uuid, read_at timestamptz)
    where t.read_at is not null
    order by t.machine
    on conflict (org_id, machine_id) do update
      set read_at = excluded.read_at
      where m.read_at is null or m.read_at <= excluded.read_at
    returning machine_id
  )
  select array_agg(machine_id) into newer from noted;
  if newer is null then
    return;
  end if;

  delete from machine_units u
  using jsonb_to_recordset(p_machines) as t (machine uuid, units jsonb)
  where u.org_id = p_org and u.machine_id = t.machine and t.machine = any (newer)
    and not exists (select from jsonb_to_recordset(t.units) as x (unit text) where x.unit = u.unit);
  insert into machine_units (
    org_id, machine_id, unit, unit_order, shop_id, value_minor, form, role, pieces, capacity, low_mark, high_mark,
    level, accuracy, can_dispense, can_accept, contents, read_at)
  select p_org, t.machine, x.unit, x.place, p_shop, x."valueMinor", x.form, x.role, x.pieces, x.capacity, x."lowMark", x."highMark",
    x.level, x.accuracy, x."canDispense", x."canAccept", x.contents, least(t.read_at, now())
  from jsonb_to_recordset(p_machines) as t (machine uuid, read_at timestamptz, units jsonb)
  cross join jsonb_to_recordset(t.units) as x (
    unit text, place smallint, "valueMinor" bigint, form text, role text, pieces integer, capacity integer, "lowMark" integer, "highMark" integer,
    level text, accuracy text, "canDispense" boolean, "canAccept" boolean, contents jsonb)
  where t.machine = any (newer)
  on conflict (org_id, machine_id, unit) do update set (
    unit_order, shop_id, value_minor, form, role, pieces, capacity, low_mark, high_mark, level, accuracy, can_dispense, can_accept, contents, read_at
  ) = (
    excluded.unit_order, excluded.shop_id, excluded.value_minor, excluded.form, excluded.role, excluded.pieces, excluded.capacity, excluded.low_mark,
    excluded.high_mark, excluded.level, excluded.accuracy, excluded.can_dispense, excluded.can_accept, excluded.contents, excluded.read_at
  );

  delete from machine_inventory i
  using jsonb_to_recordset(p_machines) as t (machine uuid, position jsonb)
  where i.org_id = p_org and i.machine_id = t.machine and t.machine = any (newer)
    and not exists (
      select from jsonb_to_recordset(t.position) as x (bucket text, currency text, "valueMinor" bigint, form text)
      where x.bucket = i.bucket and x.currency = i.currency and x."valueMinor" = i.value_minor and x.form = i.form);
  insert into machine_inventory (org_id, machine_id, bucket, currency, value_minor, form, shop_id, pieces, read_at)
  select p_org, t.machine, x.bucket, x.currency, x."valueMinor", x.form, p_shop, x.pieces, least(t.read_at, now())
  from jsonb_to_recordset(p_machines) as t (machine uuid, read_at timestamptz, position jsonb)
  cross join jsonb_to_recordset(t.position) as x (bucket text, currency text, "valueMinor" bigint, form text, pieces integer)
  where t.machine = any (newer)
  on conflict (org_id, machine_id, bucket, currency, value_minor, form) do update
    set pieces = excluded.pieces, shop_id = excluded.shop_id, read_at = excluded.read_at;
end
$$;

revoke all on function find_doubles, close_operations, insert_facts, note_machines from public;
grant execute on function find_doubles, close_operations, insert_facts, note_machines to tillbridge_app;
