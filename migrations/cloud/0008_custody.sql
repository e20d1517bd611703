-- Taking custody of facts. What to do with a batch is decided by the ingest verbs on a view of the stream; these functions
-- show that view, and carry a decision out under the lock of the stream row, but only if the view still holds.

-- Everything a decision needs, in one round trip; `p_from` is the place before the first line. The hash list comes where
-- the batch reaches below the high water, quarantine and losses where the stream has any. No row: no live key of
-- that agent. `p_key` null: a redrive, which no agent asks for.
create function stream_view(
  p_org uuid, p_agent uuid, p_key text, p_epoch text, p_from bigint, p_to bigint, p_lines_max integer
) returns table (
  shop_id uuid, incarnation text, revision bigint, start_number bigint, start_nonce text, header_hash bytea,
  high_water bigint, high_water_hash bytea, segments jsonb, losses jsonb, has_quarantine boolean, quarantined jsonb, machines jsonb
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
      select jsonb_agg(jsonb_build_array(m.machine_id, m.currency))
      from machines m
      where m.org_id = p_org and m.shop_id = a.shop_id
    )
  from agents a
  left join streams s on s.org_id = a.org_id and s.agent_id = a.agent_id and s.epoch = p_epoch
  where a.org_id = p_org and a.agent_id = p_agent
    and (p_key is null or a.revoked_at is null and exists (
      select from agent_keys k
      where k.org_id = p_org and k.key_id = p_key and k.agent_id = p_agent and k.revoked_at is null));
end
$$;

-- Adds rows just inserted to hour, day and month; everybody locks those rows in the same order.
create function add_to_summaries(p_org uuid, p_shop uuid, p_days date[], p_at timestamptz[], p_currencies text[], p_kinds text[], p_in bigint[], p_out bigint[])
returns void
language plpgsql
as $$
declare
  zone text;
  cut_off interval;
begin
  select s.time_zone, make_interval(mins => s.cut_off_minutes) into zone, cut_off
  from shops s
  where s.org_id = p_org and s.shop_id = p_shop;

  insert into hourly_summaries as h (org_id, shop_id, business_date, hour, currency, kind, transactions, in_minor, out_minor)
  select p_org, p_shop, t.day, greatest(0, least(24, floor(extract(epoch from (t.at at time zone zone) - (t.day + cut_off)) / 3600)))::smallint,
    t.currency, t.kind, count(*), sum(t.in_minor), sum(t.out_minor)
  from unnest(p_days, p_at, p_currencies, p_kinds, p_in, p_out) as t (day, at, currency, kind, in_minor, out_minor)
  group by 3, 4, 5, 6
  order by 3, 4, 5, 6
  on conflict (org_id, shop_id, business_date, hour, currency, kind) do update
    set transactions = h.transactions + excluded.transactions, in_minor = h.in_minor + excluded.in_minor, out_minor = h.out_minor + excluded.out_minor;

  insert into daily_summaries as d (org_id, shop_id, business_date, currency, kind, transactions, in_minor, out_minor)
  select p_org, p_shop, t.day, t.currency, t.kind, count(*), sum(t.in_minor), sum(t.out_minor)
  from unnest(p_days, p_currencies, p_kinds, p_in, p_out) as t (day, currency, kind, in_minor, out_minor)
  group by 3, 4, 5
  order by 3, 4, 5
  on conflict (org_id, shop_id, business_date, currency, kind) do update
    set transactions = d.transactions + excluded.transactions, in_minor = d.in_minor + excluded.in_minor, out_minor = d.out_minor + excluded.out_minor;

  insert into monthly_summaries as m (org_id, shop_id, month, currency, kind, transactions, in_minor, out_minor)
  select p_org, p_shop, date_trunc('month', t.day)::date, t.currency, t.kind, count(*), sum(t.in_minor), sum(t.out_minor)
  from unnest(p_days, p_currencies, p_kinds, p_in, p_out) as t (day, currency, kind, in_minor, out_minor)
  group by 3, 4, 5
  order by 3, 4, 5
  on conflict (org_id, shop_id, month, currency, kind) do update
    set transactions = m.transactions + excluded.transactions, in_minor = m.in_minor + excluded.in_minor, out_minor = m.out_minor + excluded.out_minor;
end
$$;

-- Key and agent behind a token, read on every request so that a revocation is in force on every process at once.
create function live_agent(p_org uuid, p_agent uuid, p_key text) returns uuid
language plpgsql
as $$
begin
  perform set_config('app.org_id', p_org::text, true);
  return (
    select a.shop_id
    from agents a
    join agent_keys k on k.org_id = a.org_id and k.agent_id = a.agent_id and k.key_id = p_key and k.revoked_at is null
    where a.org_id = p_org and a.agent_id = p_agent and a.revoked_at is null
  );
end
$$;

revoke all on function stream_view, add_to_summaries, live_agent from public;
grant execute on function stream_view, add_to_summaries, live_agent to tillbridge_app;

-- Hash (hex) of the fact at a place of a stream, of the header at place 0; null where it is not known.
create function hash_at(s streams, p_place bigint, p_lines_max integer) returns text
language sql stable
as $$
  select case
    when p_place = 0 then encode(s.header_hash, 'hex')
    when p_place = s.high_water then encode(s.high_water_hash, 'hex')
    else (
      select encode(substring(g.hashes from (32 * (p_place - g.first) + 1)::integer for 32), 'hex')
      from stream_segments g
      where g.org_id = s.org_id and g.agent_id = s.agent_id and g.epoch = s.epoch
        and g.last >= p_place and g.last < p_place + p_lines_max and g.first <= p_place
      order by g.last
      limit 1
    )
  end
$$;
revoke all on function hash_at from public;
grant execute on function hash_at to tillbridge_app;
