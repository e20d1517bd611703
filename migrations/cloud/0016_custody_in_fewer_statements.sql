-- The same for custody itself: a single intent is written here, and what stood in functions of its own stands in line.
drop function find_doubles, close_operations;

-- Carries out one decision. Answers 'stale' and changes nothing when custody of the stream, the incarnation or the
-- agent's right to speak is no longer what the decision was made on; `p_revision` null leaves lock and comparison out.
create or replace function take_custody(
  p_org uuid, p_shop uuid, p_agent uuid, p_key text, p_epoch text, p_revision bigint, p_incarnation text,
  p_machines uuid[], p_machine_currencies text[],
  p_pending bigint, p_oldest_ms bigint, p_clock_offset_ms bigint,
  p_high_water bigint, p_high_water_hash text, p_complete_through timestamptz,
  p_first bigint[], p_last bigint[], p_hashes text[],
  p_companions jsonb, p_raw text, p_raw_is_hex boolean, p_count_sent boolean,
  f_seq bigint[], f_branch integer[], f_offset integer[], f_length integer[], f_id uuid[], f_kind text[], f_at timestamptz[], f_day date[],
  t_seq bigint[], t_operation uuid[], t_machine uuid[], t_kind text[], t_outcome text[], t_currency text[],
  t_amount bigint[], t_in bigint[], t_out bigint[], t_owed bigint[], t_operator text[], t_reference text[], t_intended timestamptz[],
  l_seq bigint[], l_no smallint[], l_value bigint[], l_form text[], l_pieces integer[], l_direction text[], l_place text[], l_unit text[],
  s_at timestamptz[], s_day date[]
) returns table (outcome text, revision bigint)
language plpgsql
-- Planned once a connection: planning a statement over the months again costs more than carrying it out. Such a plan
-- knows neither how long the lists of a batch are (joins between them are to be hashed) nor how large tables become.
set plan_cache_mode = force_generic_plan
set jit = off
set enable_nestloop = off
set enable_mergejoin = off
set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  tenant text;
  seen bigint;
  raw_bytes bytea;
  entry jsonb;
  operation uuid;
  moment timestamptz;
  first_day date;
  last_day date;
begin
  tenant := set_config('app.org_id', p_org::text, true);
  outcome := 'stale';
  if p_revision is not null then
    select s.revision into seen
    from streams s
    where s.org_id = p_org and s.agent_id = p_agent and s.epoch = p_epoch
    for no key update;
    if seen is distinct from p_revision then
      return next;
      return;
    end if;
  end if;
  if p_incarnation is not null
    and not exists (
      select from incarnations i
      where i.incarnation = p_incarnation and i.system_identifier = (select c.system_identifier::text from pg_control_system() c)
        and i.timeline = (select c.timeline_id from pg_control_checkpoint() c))
    and ensure_incarnation() <> p_incarnation
    or p_key is not null
    and not exists (
      select from agents a
      join agent_keys k on k.org_id = a.org_id and k.agent_id = a.agent_id and k.key_id = p_key and k.revoked_at is null
      where a.org_id = p_org and a.agent_id = p_agent and a.shop_id = p_shop and a.revoked_at is null)
    or p_machines[1] is not null
    and not exists (
      select from machines m
      where m.org_id = p_org and m.machine_id = p_machines[1] and m.shop_id = p_shop
        and m.currency = coalesce(p_machine_currencies[1], m.currency))
  then
    return next;
    return;
  end if;
  if cardinality(p_machines) > 1 then
    if exists (
      select from unnest(p_machines, p_machine_currencies) as t (machine, currency)
      where not exists (
        select from machines m
        where m.org_id = p_org and m.machine_id = t.machine and m.shop_id = p_shop and m.currency is not distinct from coalesce(t.currency, m.currency)))
    then
      return next;
      return;
    end if;
  end if;

  raw_bytes := case when p_raw_is_hex then decode(p_raw, 'hex') else convert_to(p_raw, 'UTF8') end;
  if cardinality(f_seq) > 0 or p_count_sent then
    perform insert_facts(
      p_org, p_shop, p_agent, p_epoch, raw_bytes, p_count_sent, f_seq, f_branch, f_offset, f_length, f_id, f_kind, f_at, f_day,
      t_seq, t_operation, t_machine, t_kind, t_outcome, t_currency, t_amount, t_in, t_out, t_owed, t_operator, t_reference, t_intended,
      l_seq, l_no, l_value, l_form, l_pieces, l_direction, l_place, l_unit, s_at, s_day);
  end if;
  -- The one intent of a sale that begins, without the way through lists; more than one goes that way.
  if jsonb_array_length(p_companions -> 'intents') = 1 then
    entry := p_companions -> 'intents' -> 0;
    operation := entry ->> 'operation';
    moment := entry ->> 'at';
    first_day := moment::date - 31;
    last_day := moment::date + 31;
    insert into open_operations (org_id, operation_id, shop_id, machine_id, kind, currency, amount_minor, intended_at)
    select p_org, operation, p_shop, (entry ->> 'machine')::uuid, entry ->> 'kind', entry ->> 'currency', (entry ->> 'amountMinor')::bigint, moment
    where (
      select true
      from cash_transactions c
      where c.org_id = p_org and c.transaction_id = operation and c.business_date >= first_day and c.business_date <= last_day
      limit 1
    ) is null
    on conflict do nothing;
    p_companions := nullif(p_companions - 'intents', '{}');
  end if;
  if p_companions is not null then
    perform note_companions(p_org, p_shop, p_agent, p_epoch, raw_bytes, p_companions);
  end if;

  with segments as (
    insert into stream_segments (org_id, agent_id, epoch, first, last, hashes)
    select p_org, p_agent, p_epoch, p_first[i], p_last[i], decode(p_hashes[i], 'hex')
    from generate_series(1, cardinality(p_first)) i
  ), heard as (
    update agents a
    set last_heard_at = now(), pending = p_pending, oldest_pending_ms = p_oldest_ms, clock_offset_ms = coalesce(p_clock_offset_ms, a.clock_offset_ms)
    where a.org_id = p_org and a.agent_id = p_agent and p_pending is not null
  ), version as (
    insert into shop_versions as v (org_id, shop_id, version)
    values (p_org, p_shop, 1)
    on conflict (org_id, shop_id) do update set version = v.version + 1
  )
  update streams s
  set high_water = coalesce(p_high_water, s.high_water),
    high_water_hash = coalesce(decode(p_high_water_hash, 'hex'), s.high_water_hash),
    complete_through = greatest(s.complete_through, least(p_complete_through, now())),
    last_receipt_at = case when p_key is null then s.last_receipt_at else now() end,
    revision = s.revision + 1
  where s.org_id = p_org and s.agent_id = p_agent and s.epoch = p_epoch
  returning s.revision into seen;
  if p_companions ? 'audit' then
    for entry in select jsonb_array_elements(p_companions -> 'audit') loop
      perform append_audit(p_org, 'agent', p_agent, entry ->> 'action', entry ->> 'subject', false, null, entry -> 'detail');
    end loop;
  end if;
  outcome := 'done';
  revision := seen;
  return next;
end
$$;
