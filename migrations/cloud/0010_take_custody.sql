-- The rarer companions of a batch. `p` holds lists: device keys, intents, machines, quarantine, settle, loss, fill, audit.
create function note_companions(p_org uuid, p_shop uuid, p_agent uuid, p_epoch text, p_raw bytea, p jsonb) returns void
language plpgsql
-- All joins here look single rows up.
set enable_nestloop = on
set enable_hashjoin = off
as $$
declare
  doubles bigint[];
begin
  if p ? 'devices' then
    with sent as (
      select * from jsonb_to_recordset(p -> 'devices') as t (sequence bigint, machine uuid, serial text, generation bigint, transaction text)
    ), kept as (
      insert into device_keys (org_id, machine_id, serial, generation, device_transaction, agent_id, epoch, sequence)
      select p_org, machine, serial, generation, transaction, p_agent, p_epoch, sequence from sent order by machine, serial, generation, transaction
      on conflict do nothing
      returning sequence
    )
    select array_agg(sequence) into doubles from sent where sequence not in (select sequence from kept);
    if doubles is not null then
      raise exception 'device key recorded before' using errcode = 'TB001', detail = array_to_string(doubles, ',');
    end if;
  end if;

  if p ? 'intents' then
    insert into open_operations (org_id, operation_id, shop_id, machine_id, kind, currency, amount_minor, intended_at)
    select p_org, t.operation, p_shop, t.machine, t.kind, t.currency, t."amountMinor", t.at
    from jsonb_to_recordset(p -> 'intents') as t (operation uuid, machine uuid, kind text, currency text, "amountMinor" bigint, at timestamptz)
    left join lateral (
      select true as ended
      from cash_transactions c
      where c.org_id = p_org and c.transaction_id = t.operation and c.business_date between t.at::date - 31 and t.at::date + 31
      limit 1
    ) c on true
    where c.ended is null
    order by t.operation
    on conflict do nothing;
  end if;

  if p ? 'machines' then
    perform note_machines(p_org, p_shop, p -> 'machines');
  end if;

  if p ? 'settle' then
    update quarantine q
    set state = 'applied', settled_at = now(), settled_by = t.person
    from jsonb_to_recordset(p -> 'settle') as t (sequence bigint, hash text, person uuid)
    where q.org_id = p_org and q.agent_id = p_agent and q.epoch = p_epoch and q.sequence = t.sequence and q.hash = decode(t.hash, 'hex')
      and q.state = 'pending';
    if (p ? 'mustSettle') and not found then
      raise exception 'not pending' using errcode = 'TB002';
    end if;
  end if;

  if p ? 'quarantine' then
    insert into quarantine as q (org_id, shop_id, agent_id, epoch, sequence, hash, raw, code, detail, in_stream)
    select p_org, p_shop, p_agent, p_epoch, t.sequence, decode(t.hash, 'hex'), substring(p_raw from t.offset + 1 for t.length), t.code, t.detail, t."inStream"
    from jsonb_to_recordset(p -> 'quarantine') as t (sequence bigint, hash text, "offset" integer, length integer, code text, detail text, "inStream" boolean)
    on conflict (org_id, agent_id, epoch, sequence, hash) do update
      set in_stream = q.in_stream or excluded.in_stream;
    update streams set has_quarantine = true
    where org_id = p_org and agent_id = p_agent and epoch = p_epoch and not has_quarantine;
  end if;

  if p ? 'loss' then
    insert into declared_losses (org_id, agent_id, epoch, first, last, last_hash, open_to, open_hash)
    select p_org, p_agent, p_epoch, t.first, t.last, decode(t.hash, 'hex'), t.last, decode(t.hash, 'hex')
    from jsonb_to_record(p -> 'loss') as t (first bigint, last bigint, hash text);
    update streams set has_losses = true
    where org_id = p_org and agent_id = p_agent and epoch = p_epoch;
  end if;

  if p ? 'fill' then
    update declared_losses d
    set open_to = t."openTo", open_hash = decode(t."openHash", 'hex'), filled_at = case when t."openTo" < d.first then now() end
    from jsonb_to_recordset(p -> 'fill') as t (first bigint, "openTo" bigint, "openHash" text)
    where d.org_id = p_org and d.agent_id = p_agent and d.epoch = p_epoch and d.first = t.first;
  end if;
end
$$;

-- Carries out one decision. Answers 'stale' and changes nothing when custody of the stream, the incarnation or the
-- agent's right to speak is no longer what the decision was made on; `p_revision` null leaves lock and comparison out.
create function take_custody(
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
  seen bigint;
  raw_bytes bytea;
  entry jsonb;
begin
  perform set_config('app.org_id', p_org::text, true);
  if p_revision is not null then
    select s.revision into seen
    from streams s
    where s.org_id = p_org and s.agent_id = p_agent and s.epoch = p_epoch
    for no key update;
    if seen is distinct from p_revision then
      return query select 'stale', null::bigint;
      return;
    end if;
  end if;
  if p_incarnation is not null and ensure_incarnation() <> p_incarnation
    or not exists (
      select from agents a
      join agent_keys k on k.org_id = a.org_id and k.agent_id = a.agent_id and k.key_id = p_key and k.revoked_at is null
      where a.org_id = p_org and a.agent_id = p_agent and a.shop_id = p_shop and a.revoked_at is null)
    and p_key is not null
    or exists (
      select from unnest(p_machines, p_machine_currencies) as t (machine, currency)
      where not exists (
        select from machines m
        where m.org_id = p_org and m.machine_id = t.machine and m.shop_id = p_shop and m.currency is not distinct from coalesce(t.currency, m.currency)))
  then
    return query select 'stale', null::bigint;
    return;
  end if;

  raw_bytes := case when p_raw_is_hex then decode(p_raw, 'hex') else convert_to(p_raw, 'UTF8') end;
  if cardinality(f_seq) > 0 or p_count_sent then
    perform insert_facts(
      p_org, p_shop, p_agent, p_epoch, raw_bytes, p_count_sent, f_seq, f_branch, f_offset, f_length, f_id, f_kind, f_at, f_day,
      t_seq, t_operation, t_machine, t_kind, t_outcome, t_currency, t_amount, t_in, t_out, t_owed, t_operator, t_reference, t_intended,
      l_seq, l_no, l_value, l_form, l_pieces, l_direction, l_place, l_unit, s_at, s_day);
  end if;
  if p_companions is not null then
    perform note_companions(p_org, p_shop, p_agent, p_epoch, raw_bytes, p_companions);
  end if;

  with segments as (
    insert into stream_segments (org_id, agent_id, epoch, first, last, hashes)
    select p_org, p_agent, p_epoch, t.first, t.last, decode(t.hashes, 'hex')
    from unnest(p_first, p_last, p_hashes) as t (first, last, hashes)
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
  for entry in select jsonb_array_elements(p_companions -> 'audit') loop
    perform append_audit(p_org, 'agent', p_agent, entry ->> 'action', entry ->> 'subject', false, null, entry -> 'detail');
  end loop;
  return query select 'done', seen;
end
$$;

-- A batch that brings nothing new still says that the agent lives.
create function note_heard(p_org uuid, p_agent uuid, p_pending bigint, p_oldest_ms bigint, p_clock_offset_ms bigint) returns void
language plpgsql
as $$
begin
  perform set_config('app.org_id', p_org::text, true);
  update agents a
  set last_heard_at = now(), pending = p_pending, oldest_pending_ms = p_oldest_ms, clock_offset_ms = coalesce(p_clock_offset_ms, a.clock_offset_ms)
  where a.org_id = p_org and a.agent_id = p_agent;
end
$$;

revoke all on function note_companions, take_custody, note_heard from public;
grant execute on function note_companions, take_custody, note_heard to tillbridge_app;
