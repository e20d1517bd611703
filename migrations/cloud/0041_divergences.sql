-- What the delivery cannot notice: a row that was changed behind its back. A round compares what custody promised (the hash
-- list) with the facts that are stored, and the facts with everything that was derived from them.

-- Where the facts of a stream went that left with a month: known from then on without the archive itself.
create table archived_places (
  org_id uuid not null,
  volume integer not null,
  agent_id uuid not null,
  epoch text not null,
  places int8multirange not null,
  primary key (org_id, volume, agent_id, epoch),
  foreign key (org_id, volume) references archive_volumes,
  foreign key (org_id, agent_id, epoch) references streams
);
create index archived_places_stream on archived_places (org_id, agent_id, epoch);

-- Places of a stream that were compared, by ranges of one length. The digest is the hash over the hashes of the list while
-- nothing was wrong: a range whose facts are archived has nothing else to be compared with.
create table compared_ranges (
  org_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  first bigint not null check (first >= 1),
  last bigint not null check (last >= first),
  places integer not null check (places >= 0),
  digest bytea check (length(digest) = 32),
  -- When the newest line of the range came: what is new is compared often, what is old seldom.
  received_at timestamptz not null,
  compared_at timestamptz not null,
  primary key (org_id, agent_id, epoch, first),
  foreign key (org_id, agent_id, epoch) references streams
);

create table compared_days (
  org_id uuid not null,
  shop_id uuid not null,
  business_date date not null,
  facts integer not null check (facts >= 0),
  compared_at timestamptz not null,
  primary key (org_id, shop_id, business_date),
  foreign key (org_id, shop_id) references shops
);

create table divergences (
  org_id uuid not null,
  divergence_id uuid not null,
  shop_id uuid not null,
  -- Null where it is about a business day of the whole shop.
  agent_id uuid,
  epoch text,
  sequence bigint,
  business_date date,
  what text not null check (what in ('fact_missing', 'fact_altered', 'fact_unlisted', 'list_altered', 'derived')),
  -- Of what is derived, the table; with the place or the day it tells one matter from another.
  subject text not null check (length(subject) between 1 and 200),
  rows integer not null check (rows >= 1),
  -- The two histories side by side: what should stand there and what was found, some rows of each.
  expected jsonb,
  found jsonb,
  found_at timestamptz not null default now(),
  state text not null check (state in ('open', 'healed', 'settled')),
  ended_at timestamptz,
  -- Whoever settled what cannot be healed, and why.
  ended_by uuid references people,
  said text check (length(said) between 1 and 400),
  primary key (org_id, divergence_id),
  foreign key (org_id, shop_id) references shops,
  foreign key (org_id, agent_id, epoch) references streams,
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'settled') = (ended_by is not null) and (state = 'settled') = (said is not null))
);
create unique index divergences_one_open on divergences (org_id, shop_id, subject) where state = 'open';
create index divergences_newest on divergences (org_id, found_at desc, divergence_id);
create index divergences_shop on divergences (org_id, shop_id, found_at desc);
create index divergences_stream on divergences (org_id, agent_id, epoch);
create index divergences_settler on divergences (ended_by) where ended_by is not null;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['archived_places', 'compared_ranges', 'compared_days', 'divergences'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert, delete on archived_places to tillbridge_app;
grant select, insert, update on compared_ranges, compared_days, divergences to tillbridge_app;

-- The hash list of a stretch, a row a place; a segment holds `p_lines_max` places at the most.
create function listed_places(p_org uuid, p_agent uuid, p_epoch text, p_from bigint, p_to bigint, p_lines_max integer)
returns table (sequence bigint, hash bytea)
language sql stable
as $$
  select place, substring(g.hashes from (32 * (place - g.first) + 1)::integer for 32)
  from stream_segments g
  cross join generate_series(greatest(g.first, p_from), least(g.last, p_to)) place
  where g.org_id = p_org and g.agent_id = p_agent and g.epoch = p_epoch
    and g.last >= p_from and g.last < p_to + p_lines_max and g.first <= p_to
$$;

create function places_archived(p_org uuid, p_agent uuid, p_epoch text) returns int8multirange
language sql stable
as $$
  select coalesce(range_agg(p.places), '{}')
  from archived_places p
  join archive_volumes v on v.org_id = p.org_id and v.volume = p.volume
  where p.org_id = p_org and p.agent_id = p_agent and p.epoch = p_epoch and v.state = 'dropped'
$$;

-- Places in the list whose fact is neither stored, nor set aside, nor archived.
create function places_missing(p_org uuid, p_agent uuid, p_epoch text, p_from bigint, p_to bigint, p_lines_max integer)
returns table (sequence bigint, hash bytea)
language sql stable
as $$
  select l.sequence, l.hash
  from listed_places(p_org, p_agent, p_epoch, p_from, p_to, p_lines_max) l
  where not (select places_archived(p_org, p_agent, p_epoch)) @> l.sequence
    -- A line that was redriven beside the stream before it came to its own place is stored once, as a branch.
    and not exists (
      select from facts f
      where f.org_id = p_org and f.agent_id = p_agent and f.epoch = p_epoch and f.sequence = l.sequence
        and (f.branch = 0 or sha256(f.raw) = l.hash))
    and not exists (
      select from quarantine q
      where q.org_id = p_org and q.agent_id = p_agent and q.epoch = p_epoch and q.sequence = l.sequence and q.hash = l.hash
        and q.state <> 'applied')
$$;

-- Whether the columns beside the bytes of a fact say what the bytes say. Only asked of bytes that are proven.
create function fact_agrees(f facts, p_shop uuid) returns boolean
language sql immutable
as $$
  select f.shop_id = p_shop and f.fact_id = (t.fact ->> 'id')::uuid and f.kind = t.fact ->> 'kind'
    and f.occurred_at = (t.fact ->> 'occurredAt')::timestamptz and f.business_date = (t.fact ->> 'businessDate')::date
  from (select convert_from(f.raw, 'UTF8')::jsonb as fact) t
$$;

-- The hash of a place as the line after it names it, where that line is what custody took: or the stream itself, at its end.
create function hash_named_after(p_org uuid, p_agent uuid, p_epoch text, p_place bigint, p_lines_max integer) returns bytea
language sql stable
as $$
  select coalesce(
    (
      select decode(convert_from(f.raw, 'UTF8')::jsonb ->> 'prev', 'hex')
      from listed_places(p_org, p_agent, p_epoch, p_place + 1, p_place + 1, p_lines_max) l
      join facts f on f.org_id = p_org and f.agent_id = p_agent and f.epoch = p_epoch and f.sequence = l.sequence
        and sha256(f.raw) = l.hash
      limit 1),
    (
      select s.high_water_hash
      from streams s
      where s.org_id = p_org and s.agent_id = p_agent and s.epoch = p_epoch and s.high_water = p_place))
$$;

-- What is wrong with a stretch of a stream. `listed` is the hash of the list, `stored` that of the bytes.
create function compare_places(p_org uuid, p_agent uuid, p_epoch text, p_from bigint, p_to bigint, p_lines_max integer)
returns table (sequence bigint, branch integer, what text, listed bytea, stored bytea, business_date date)
language sql stable
as $$
  with place as (
    select n as sequence, l.hash
    from generate_series(p_from, p_to) n
    left join listed_places(p_org, p_agent, p_epoch, p_from, p_to, p_lines_max) l on l.sequence = n
    union all
    select 0, s.header_hash
    from streams s
    where p_from = 1 and s.org_id = p_org and s.agent_id = p_agent and s.epoch = p_epoch
  ), stored as (
    select f.sequence, f.branch, f.business_date, sha256(f.raw) as hash, f as fact, a.shop_id
    from facts f
    join agents a on a.org_id = f.org_id and a.agent_id = f.agent_id
    where f.org_id = p_org and f.agent_id = p_agent and f.epoch = p_epoch and f.sequence between p_from and p_to
  )
  select m.sequence, 0, 'fact_missing', m.hash, null::bytea, null::date
  from places_missing(p_org, p_agent, p_epoch, p_from, p_to, p_lines_max) m
  union all
  select p.sequence, 0, 'list_altered', null, (select s.hash from stored s where s.sequence = p.sequence and s.branch = 0), null
  from place p
  where p.sequence > 0 and p.hash is null and not exists (
    select from declared_losses d
    where d.org_id = p_org and d.agent_id = p_agent and d.epoch = p_epoch and d.filled_at is null
      and p.sequence between d.first and d.open_to)
  union all
  select s.sequence, 0,
    case
      when p.hash is null then 'fact_unlisted'
      when hash_named_after(p_org, p_agent, p_epoch, s.sequence, p_lines_max) = s.hash then 'list_altered'
      else 'fact_altered'
    end, p.hash, s.hash, s.business_date
  from stored s
  join place p on p.sequence = s.sequence
  where s.branch = 0 and case
    when p.hash is null then exists (
      select from declared_losses d
      where d.org_id = p_org and d.agent_id = p_agent and d.epoch = p_epoch and d.filled_at is null
        and s.sequence between d.first and d.open_to)
    else p.hash <> s.hash
  end
  union all
  select s.sequence, s.branch, 'fact_altered', p.hash, s.hash, s.business_date
  from stored s
  join place p on p.sequence = s.sequence
  where case
    when s.branch = 0 and p.hash is distinct from s.hash then false
    when s.branch > 0 and not exists (
      select from quarantine q
      where q.org_id = p_org and q.agent_id = p_agent and q.epoch = p_epoch and q.sequence = s.sequence and q.hash = s.hash) then true
    else not fact_agrees(s.fact, s.shop_id)
  end
  union all
  -- Bytes and list changed together: the line after them still names what they were.
  select s.sequence - 1, 0, case when b.hash is null then 'list_altered' else 'fact_altered' end, decode(s.prev, 'hex'), p.hash, b.business_date
  from (
    select n.sequence, case when n.hash = l.hash then convert_from((n.fact).raw, 'UTF8')::jsonb ->> 'prev' end as prev
    from stored n
    join place l on l.sequence = n.sequence
    where n.branch = 0
  ) s
  join place p on p.sequence = s.sequence - 1
  left join stored b on b.sequence = p.sequence and b.branch = 0 and b.hash = p.hash
  where p.hash <> decode(s.prev, 'hex')
    and not exists (select from stored t where t.sequence = p.sequence and t.branch = 0 and t.hash is distinct from p.hash)
  union all
  select s.high_water, 0, 'list_altered', s.high_water_hash, p.hash, null
  from streams s
  join place p on p.sequence = s.high_water
  where s.org_id = p_org and s.agent_id = p_agent and s.epoch = p_epoch and s.high_water_hash <> p.hash
$$;

revoke all on function listed_places, places_archived, places_missing, fact_agrees, hash_named_after, compare_places from public;
grant execute on function listed_places, places_archived, places_missing, fact_agrees, hash_named_after, compare_places to tillbridge_app;
