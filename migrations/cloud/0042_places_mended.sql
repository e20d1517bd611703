-- Custody is put right by its owner alone, and only what a hash proves: nothing that is given is believed.

-- Mends the hash list at one place, where the bytes of that place and the line after it agree on what it must be; and the
-- hash of the stream's end, where the bytes and the list agree. Answers whether it did. The revision grows, so that whatever was decided on the list as it was is decided again.
create function mend_list(p_org uuid, p_agent uuid, p_epoch text, p_place bigint, p_lines_max integer) returns boolean
language plpgsql
security definer
set search_path = public, pg_temp
as $$
declare
  proven bytea;
begin
  perform from streams s
  where s.org_id = p_org and s.agent_id = p_agent and s.epoch = p_epoch and s.high_water >= p_place
  for no key update;
  if not found then
    return false;
  end if;
  select sha256(f.raw) into proven
  from facts f
  where f.org_id = p_org and f.agent_id = p_agent and f.epoch = p_epoch and f.sequence = p_place
    and sha256(f.raw) = hash_named_after(p_org, p_agent, p_epoch, p_place, p_lines_max)
  limit 1;
  if proven is null then
    update streams s
    set high_water_hash = l.hash, revision = s.revision + 1
    from listed_places(p_org, p_agent, p_epoch, p_place, p_place, p_lines_max) l
    join facts f on f.org_id = p_org and f.agent_id = p_agent and f.epoch = p_epoch and f.sequence = l.sequence and sha256(f.raw) = l.hash
    where s.org_id = p_org and s.agent_id = p_agent and s.epoch = p_epoch and s.high_water = p_place and s.high_water_hash <> l.hash;
    return found;
  end if;
  if exists (select from listed_places(p_org, p_agent, p_epoch, p_place, p_place, p_lines_max) l where l.hash = proven) then
    return false;
  end if;
  update stream_segments g
  set hashes = overlay(g.hashes placing proven from (32 * (p_place - g.first) + 1)::integer for 32)
  where g.org_id = p_org and g.agent_id = p_agent and g.epoch = p_epoch and g.last >= p_place and g.last < p_place + p_lines_max
    and g.first <= p_place;
  if not found then
    insert into stream_segments (org_id, agent_id, epoch, first, last, hashes)
    values (p_org, p_agent, p_epoch, p_place, p_place, proven);
  end if;
  update streams s
  set revision = s.revision + 1
  where s.org_id = p_org and s.agent_id = p_agent and s.epoch = p_epoch;
  return true;
end
$$;

-- Puts the bytes of a fact back that custody once took: those of the row itself where only its columns differ, those that
-- lie in quarantine, or those that are given. Believed is only what has the hash of the list (of a branch: of quarantine).
-- Nothing is put back of a line that was set aside. Answers the business day it belongs to; null: no such bytes.
create function mend_fact(p_org uuid, p_agent uuid, p_epoch text, p_place bigint, p_branch integer, p_lines_max integer, p_given bytea default null)
returns date
language plpgsql
security definer
set search_path = public, pg_temp
as $$
declare
  proven bytea[];
  bytes bytea;
  fact jsonb;
  shop uuid;
  came timestamptz;
begin
  perform from streams s
  where s.org_id = p_org and s.agent_id = p_agent and s.epoch = p_epoch
  for no key update;
  select array_agg(k.hash) into proven
  from (
    select l.hash from listed_places(p_org, p_agent, p_epoch, p_place, p_place, p_lines_max) l where p_branch = 0
    union all
    select q.hash
    from quarantine q
    where p_branch > 0 and q.org_id = p_org and q.agent_id = p_agent and q.epoch = p_epoch and q.sequence = p_place and q.state = 'applied'
      and not exists (
        select from facts f
        where f.org_id = p_org and f.agent_id = p_agent and f.epoch = p_epoch and f.sequence = p_place and f.branch <> p_branch
          and sha256(f.raw) = q.hash)
  ) k;
  select c.raw into bytes
  from (
    select f.raw from facts f where f.org_id = p_org and f.agent_id = p_agent and f.epoch = p_epoch and f.sequence = p_place
    union all
    select q.raw from quarantine q where q.org_id = p_org and q.agent_id = p_agent and q.epoch = p_epoch and q.sequence = p_place
    union all
    select p_given where p_given is not null
  ) c
  where sha256(c.raw) = any (proven) and (p_branch = 0 or cardinality(proven) = 1)
  limit 1;
  if bytes is null or exists (
    select from quarantine q
    where q.org_id = p_org and q.agent_id = p_agent and q.epoch = p_epoch and q.sequence = p_place and q.hash = sha256(bytes)
      and q.state <> 'applied')
  then
    return null;
  end if;
  fact := convert_from(bytes, 'UTF8')::jsonb;
  select a.shop_id into shop from agents a where a.org_id = p_org and a.agent_id = p_agent;
  update facts f
  set raw = bytes, shop_id = shop, fact_id = (fact ->> 'id')::uuid, kind = fact ->> 'kind', occurred_at = (fact ->> 'occurredAt')::timestamptz,
    business_date = (fact ->> 'businessDate')::date
  where f.org_id = p_org and f.agent_id = p_agent and f.epoch = p_epoch and f.sequence = p_place and f.branch = p_branch;
  if not found then
    select g.received_at into came
    from stream_segments g
    where g.org_id = p_org and g.agent_id = p_agent and g.epoch = p_epoch and g.last >= p_place and g.last < p_place + p_lines_max
      and g.first <= p_place;
    insert into facts (org_id, business_date, agent_id, epoch, sequence, branch, shop_id, fact_id, kind, occurred_at, received_at, raw)
    values (p_org, (fact ->> 'businessDate')::date, p_agent, p_epoch, p_place, p_branch, shop, (fact ->> 'id')::uuid, fact ->> 'kind',
      (fact ->> 'occurredAt')::timestamptz, coalesce(came, now()), bytes);
  end if;
  return (fact ->> 'businessDate')::date;
end
$$;

revoke all on function mend_list, mend_fact from public;
grant execute on function mend_list, mend_fact to tillbridge_app;
