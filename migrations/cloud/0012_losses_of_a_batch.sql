-- One batch may declare several losses: a line whose bytes no longer match their hash is one, too.
-- The rarer companions of a batch. `p` holds lists: device keys, intents, machines, quarantine, settle, losses, fill, audit.
create or replace function note_companions(p_org uuid, p_shop uuid, p_agent uuid, p_epoch text, p_raw bytea, p jsonb) returns void
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

  -- `loss` alone is what a process of the version before says while the cloud is being updated.
  if p ?| array['loss', 'losses'] then
    insert into declared_losses (org_id, agent_id, epoch, first, last, last_hash, open_to, open_hash)
    select p_org, p_agent, p_epoch, t.first, t.last, decode(t.hash, 'hex'), t.last, decode(t.hash, 'hex')
    from jsonb_to_recordset(coalesce(p -> 'losses', jsonb_build_array(p -> 'loss'))) as t (first bigint, last bigint, hash text);
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
