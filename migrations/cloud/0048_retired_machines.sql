-- A machine that is broken, sold or moved is taken out of service, never removed: its facts name it. What it reports all the
-- same is taken into custody like everything else, and noted here until a person has looked.
alter table machines
  add column retired_at timestamptz,
  add column reported_at timestamptz,
  add constraint machines_reported check (reported_at is null or retired_at is not null);

-- The agent is told by its configuration.
create trigger machines_configuration after update of retired_at on machines
  for each row when (new.retired_at is distinct from old.retired_at) execute function raise_configuration_version();

-- What a decision reads of a stream, with the machines of its shop that are out of service and since when.
create or replace function stream_view(
  p_org uuid, p_agent uuid, p_key text, p_epoch text, p_from bigint, p_to bigint, p_lines_max integer
) returns table (
  shop_id uuid, incarnation text, revision bigint, start_number bigint, start_nonce text, header_hash bytea,
  high_water bigint, high_water_hash bytea, segments jsonb, losses jsonb, has_quarantine boolean, quarantined jsonb, machines jsonb,
  mappings jsonb
)
language plpgsql
as $$
begin
  perform set_config('app.org_id', p_org::text, true);
  return query
  select a.shop_id,
    ensure_incarnation(),
    s.revision, s.start_number, s.start_nonce, s.header_hash, s.high_water, s.high_water_hash,
    case when s.high_water > p_from then (
      select jsonb_agg(jsonb_build_array(g.first, g.last, encode(g.hashes, 'hex')) order by g.last)
      from stream_segments g
      where g.org_id = p_org and g.agent_id = p_agent and g.epoch = p_epoch
        and g.last >= p_from and g.last < p_to + p_lines_max and g.first <= p_to
    ) end,
    case when s.has_losses then (
      select jsonb_agg(jsonb_build_array(l.first, l.open_to, encode(l.open_hash, 'hex')) order by l.first)
      from declared_losses l
      where l.org_id = p_org and l.agent_id = p_agent and l.epoch = p_epoch and l.filled_at is null
    ) end,
    s.has_quarantine,
    case when s.has_quarantine then (
      select jsonb_agg(jsonb_build_array(q.sequence, encode(q.hash, 'hex'), q.state))
      from quarantine q
      where q.org_id = p_org and q.agent_id = p_agent and q.epoch = p_epoch and q.sequence between p_from and p_to
    ) end,
    (
      select jsonb_agg(jsonb_build_array(m.machine_id, m.currency, m.retired_at))
      from machines m
      where m.org_id = p_org and m.shop_id = a.shop_id
    ),
    (
      select jsonb_agg(jsonb_build_array(n.mapping_id, n.what, n.from_name, n.to_name))
      from quarantine_mappings n
      where n.org_id = p_org and n.shop_id = a.shop_id and n.approved_at is not null and n.ended_at is null
    )
  from agents a
  left join streams s on s.org_id = a.org_id and s.agent_id = a.agent_id and s.epoch = p_epoch
  where a.org_id = p_org and a.agent_id = p_agent
    and (p_key is null or a.revoked_at is null and exists (
      select from agent_keys k
      where k.org_id = p_org and k.key_id = p_key and k.agent_id = p_agent
        and k.revoked_at is null and (k.dies_at is null or k.dies_at > now())));
end
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
  if p ? 'mapped' then
    perform note_mapped(p_org, p_shop, p_agent, p_epoch, p);
  end if;
  if p ? 'retired' then
    update machines m
    set reported_at = now()
    from jsonb_array_elements_text(p -> 'retired') as t (machine)
    where m.org_id = p_org and m.shop_id = p_shop and m.machine_id = t.machine::uuid and m.retired_at is not null;
  end if;
end
$$;
