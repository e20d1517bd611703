-- A till that sells sends one fact at a time, and for one fact it is not the rows that cost but every statement that is
-- begun. The same work in fewer of them; columns are read by place, which spares a function call for each.

-- Called on every new database connection and in every transaction that takes custody.
create or replace function ensure_incarnation() returns text
language plpgsql
security definer
set search_path = public, pg_temp
as $$
declare
  here_system text;
  here_timeline integer;
  known text;
begin
  select incarnation into known
  from incarnations
  where system_identifier = (select system_identifier::text from pg_control_system())
    and timeline = (select timeline_id from pg_control_checkpoint());
  if found then
    return known;
  end if;
  here_system := (select system_identifier::text from pg_control_system());
  here_timeline := (select timeline_id from pg_control_checkpoint());
  insert into incarnations (only_row, incarnation, system_identifier, timeline)
  values (true, replace(gen_random_uuid()::text, '-', ''), here_system, here_timeline)
  on conflict (only_row) do update
    set incarnation = excluded.incarnation, system_identifier = excluded.system_identifier, timeline = excluded.timeline, since = now()
    where incarnations.system_identifier <> excluded.system_identifier or incarnations.timeline <> excluded.timeline;
  return (select incarnation from incarnations);
end
$$;

-- Inserts facts with their cash, and adds to the summaries what the inserts returned. Column arrays are parallel:
-- f_ one entry a fact, t_ one a cash transaction, l_ one a denomination line; t_ and l_ name their fact by sequence.
create or replace function insert_facts(
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
  first_day date := s_day[1];
  last_day date := first_day;
  doubles bigint[];
  ended uuid[];
  moments timestamptz[];
begin
  if cardinality(t_seq) = 0 then
    insert into facts (org_id, business_date, agent_id, epoch, sequence, branch, shop_id, fact_id, kind, occurred_at, received_at, raw)
    select p_org, f_day[i], p_agent, p_epoch, f_seq[i], f_branch[i], p_shop, f_id[i], f_kind[i], f_at[i], now(),
      substring(p_raw from f_offset[i] + 1 for f_length[i])
    from generate_series(1, cardinality(f_seq)) i;
    return;
  end if;

  -- Those that ended before: one operation has one end. One look-up each, in the months around only, because a plan made
  -- while a month was empty would else read all of an organization.
  if not p_count_sent then
    if cardinality(s_day) > 1 then
      select min(d), max(d) into first_day, last_day from unnest(s_day) d;
    end if;
    first_day := first_day - 31;
    last_day := last_day + 31;
    select array_agg(t_seq[i]) into doubles
    from generate_series(1, cardinality(t_seq)) i
    where (
      select true
      from cash_transactions c
      where c.org_id = p_org and c.transaction_id = t_operation[i] and c.business_date >= first_day and c.business_date <= last_day
      limit 1
    );
    if doubles is not null then
      raise exception 'operation ended before' using errcode = 'TB001', detail = array_to_string(doubles, ',');
    end if;
  end if;

  -- Ends open operations, which tell when each was intended where the batch does not.
  if array_position(t_intended, null) is not null then
    with gone as (
      delete from open_operations o
      where o.org_id = p_org and o.operation_id = any (t_operation)
      returning o.operation_id, o.intended_at
    )
    select array_agg(g.operation_id), array_agg(g.intended_at) into ended, moments
    from gone g;
    if ended is not null then
      select array_agg(coalesce(t_intended[i], moments[array_position(ended, t_operation[i])]) order by i) into t_intended
      from generate_series(1, cardinality(t_operation)) i;
    end if;
  end if;

  -- One sale, which is what a till at work sends: nothing to join, nothing to group.
  if cardinality(t_seq) = 1 and cardinality(f_seq) = 1 and not p_count_sent then
    with f as (
      insert into facts (org_id, business_date, agent_id, epoch, sequence, branch, shop_id, fact_id, kind, occurred_at, received_at, raw)
      values (p_org, f_day[1], p_agent, p_epoch, f_seq[1], f_branch[1], p_shop, f_id[1], f_kind[1], f_at[1], now(),
        substring(p_raw from f_offset[1] + 1 for f_length[1]))
    ), c as (
      insert into cash_transactions (
        org_id, business_date, transaction_id, shop_id, machine_id, agent_id, epoch, sequence, branch, kind, outcome, currency,
        amount_minor, in_minor, out_minor, owed_minor, operator, reference, intended_at, occurred_at, received_at)
      values (
        p_org, f_day[1], t_operation[1], p_shop, t_machine[1], p_agent, p_epoch, t_seq[1], f_branch[1], t_kind[1], t_outcome[1], t_currency[1],
        t_amount[1], t_in[1], t_out[1], t_owed[1], t_operator[1], t_reference[1], t_intended[1], f_at[1], now())
    ), lines as (
      insert into denomination_lines (org_id, business_date, transaction_id, line_no, value_minor, form, pieces, direction, place, unit)
      select p_org, f_day[1], t_operation[1], l_no[i], l_value[i], l_form[i], l_pieces[i], l_direction[i], l_place[i], l_unit[i]
      from generate_series(1, cardinality(l_seq)) i
    ), hours as (
      insert into hourly_summaries as h (org_id, shop_id, business_date, hour, currency, kind, transactions, in_minor, out_minor)
      select p_org, p_shop, f_day[1],
        greatest(0, least(24, floor(extract(epoch from (f_at[1] at time zone s.time_zone) - (f_day[1] + make_interval(mins => s.cut_off_minutes))) / 3600)))::smallint,
        t_currency[1], t_kind[1], 1, t_in[1], t_out[1]
      from shops s
      where s.org_id = p_org and s.shop_id = p_shop
      on conflict (org_id, shop_id, business_date, hour, currency, kind) do update
        set transactions = h.transactions + excluded.transactions, in_minor = h.in_minor + excluded.in_minor, out_minor = h.out_minor + excluded.out_minor
    ), days as (
      insert into daily_summaries as d (org_id, shop_id, business_date, currency, kind, transactions, in_minor, out_minor)
      values (p_org, p_shop, f_day[1], t_currency[1], t_kind[1], 1, t_in[1], t_out[1])
      on conflict (org_id, shop_id, business_date, currency, kind) do update
        set transactions = d.transactions + excluded.transactions, in_minor = d.in_minor + excluded.in_minor, out_minor = d.out_minor + excluded.out_minor
    )
    insert into monthly_summaries as m (org_id, shop_id, month, currency, kind, transactions, in_minor, out_minor)
    values (p_org, p_shop, date_trunc('month', f_day[1])::date, t_currency[1], t_kind[1], 1, t_in[1], t_out[1])
    on conflict (org_id, shop_id, month, currency, kind) do update
      set transactions = m.transactions + excluded.transactions, in_minor = m.in_minor + excluded.in_minor, out_minor = m.out_minor + excluded.out_minor;
    return;
  end if;

  if p_count_sent then
    perform add_to_summaries(p_org, p_shop, s_day, s_at, t_currency, t_kind, t_in, t_out);
  end if;

  -- Everybody locks the rows of the summaries in the same order: the plan is the same, and each insert sorts.
  with shop as (
    select s.time_zone as zone, make_interval(mins => s.cut_off_minutes) as cut_off
    from shops s
    where s.org_id = p_org and s.shop_id = p_shop
  ), f as (
    insert into facts (org_id, business_date, agent_id, epoch, sequence, branch, shop_id, fact_id, kind, occurred_at, received_at, raw)
    select p_org, f_day[i], p_agent, p_epoch, f_seq[i], f_branch[i], p_shop, f_id[i], f_kind[i], f_at[i], now(),
      substring(p_raw from f_offset[i] + 1 for f_length[i])
    from generate_series(1, cardinality(f_seq)) i
    returning sequence, branch, business_date, occurred_at
  ), c as (
    insert into cash_transactions (
      org_id, business_date, transaction_id, shop_id, machine_id, agent_id, epoch, sequence, branch, kind, outcome, currency,
      amount_minor, in_minor, out_minor, owed_minor, operator, reference, intended_at, occurred_at, received_at)
    select p_org, f.business_date, t_operation[i], p_shop, t_machine[i], p_agent, p_epoch, f.sequence, f.branch, t_kind[i], t_outcome[i], t_currency[i],
      t_amount[i], t_in[i], t_out[i], t_owed[i], t_operator[i], t_reference[i], t_intended[i], f.occurred_at, now()
    from generate_series(1, cardinality(t_seq)) i
    join f on f.sequence = t_seq[i]
    returning sequence, business_date, transaction_id, occurred_at, currency, kind, in_minor, out_minor
  ), lines as (
    insert into denomination_lines (org_id, business_date, transaction_id, line_no, value_minor, form, pieces, direction, place, unit)
    select p_org, c.business_date, c.transaction_id, l_no[i], l_value[i], l_form[i], l_pieces[i], l_direction[i], l_place[i], l_unit[i]
    from generate_series(1, cardinality(l_seq)) i
    join c on c.sequence = l_seq[i]
  ), hours as (
    insert into hourly_summaries as h (org_id, shop_id, business_date, hour, currency, kind, transactions, in_minor, out_minor)
    select p_org, p_shop, c.business_date,
      greatest(0, least(24, floor(extract(epoch from (c.occurred_at at time zone shop.zone) - (c.business_date + shop.cut_off)) / 3600)))::smallint,
      c.currency, c.kind, count(*), sum(c.in_minor), sum(c.out_minor)
    from c
    cross join shop
    where not p_count_sent
    group by 3, 4, 5, 6
    order by 3, 4, 5, 6
    on conflict (org_id, shop_id, business_date, hour, currency, kind) do update
      set transactions = h.transactions + excluded.transactions, in_minor = h.in_minor + excluded.in_minor, out_minor = h.out_minor + excluded.out_minor
  ), days as (
    insert into daily_summaries as d (org_id, shop_id, business_date, currency, kind, transactions, in_minor, out_minor)
    select p_org, p_shop, c.business_date, c.currency, c.kind, count(*), sum(c.in_minor), sum(c.out_minor)
    from c
    where not p_count_sent
    group by 3, 4, 5
    order by 3, 4, 5
    on conflict (org_id, shop_id, business_date, currency, kind) do update
      set transactions = d.transactions + excluded.transactions, in_minor = d.in_minor + excluded.in_minor, out_minor = d.out_minor + excluded.out_minor
  )
  insert into monthly_summaries as m (org_id, shop_id, month, currency, kind, transactions, in_minor, out_minor)
  select p_org, p_shop, date_trunc('month', c.business_date)::date, c.currency, c.kind, count(*), sum(c.in_minor), sum(c.out_minor)
  from c
  where not p_count_sent
  group by 3, 4, 5
  order by 3, 4, 5
  on conflict (org_id, shop_id, month, currency, kind) do update
    set transactions = m.transactions + excluded.transactions, in_minor = m.in_minor + excluded.in_minor, out_minor = m.out_minor + excluded.out_minor;
end
$$;
