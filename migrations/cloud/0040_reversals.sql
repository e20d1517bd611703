-- A movement that a person knows to be wrong is reversed by an entry of its own, asked for by one and approved by another. The
-- fact and its rows stay as they are; the entry stands beside them with a day of its own and moves no cash.

create table reversals (
  org_id uuid not null,
  reversal_id uuid not null,
  -- Of the movement, which may have left the tables when its month was archived: no foreign key to it.
  transaction_id uuid not null,
  shop_id uuid not null,
  machine_id uuid not null,
  agent_id uuid not null,
  occurred_at timestamptz not null,
  kind text not null check (kind in ('deposit', 'sale', 'change', 'payout', 'exchange', 'refill', 'collection', 'adjustment', 'purchase_payout')),
  operator text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- What the entry books: the other way round than the movement.
  in_minor bigint not null check (in_minor >= 0),
  out_minor bigint not null check (out_minor >= 0),
  reason text not null check (length(reason) between 1 and 400),
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  -- Approved, or withdrawn, or still waiting; never approved by whoever asked.
  ended text check (ended in ('approved', 'withdrawn')),
  ended_by uuid,
  ended_at timestamptz,
  -- Of an approved one: 1, 2, 3 … for each shop without gaps, and the business day on which it is booked.
  number integer check (number >= 1),
  business_date date,
  primary key (org_id, reversal_id),
  foreign key (org_id, shop_id) references shops,
  foreign key (org_id, machine_id) references machines,
  foreign key (org_id, agent_id) references agents,
  foreign key (org_id, asked_by) references memberships,
  foreign key (org_id, ended_by) references memberships,
  check (in_minor + out_minor > 0),
  check ((ended is null) = (ended_at is null) and (ended is null) = (ended_by is null)),
  check (ended is distinct from 'approved' or ended_by <> asked_by),
  check ((ended is not distinct from 'approved') = (number is not null) and (number is null) = (business_date is null))
);
-- A movement is reversed once.
create unique index reversals_transaction on reversals (org_id, transaction_id) where ended is distinct from 'withdrawn';
create unique index reversals_number on reversals (org_id, shop_id, number) where number is not null;
create index reversals_shop on reversals (shop_id, business_date, org_id);
create index reversals_machine on reversals (org_id, machine_id);
create index reversals_shift on reversals (org_id, agent_id, occurred_at);
create index reversals_newest on reversals (org_id, asked_at desc);
create index reversals_asker on reversals (org_id, asked_by);
create index reversals_ender on reversals (org_id, ended_by) where ended_by is not null;

alter table reversals enable row level security;
alter table reversals force row level security;
create policy tenant on reversals using (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid))
  with check (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid));
grant select, insert on reversals to tillbridge_app;
grant update (ended, ended_by, ended_at, number, business_date) on reversals to tillbridge_app;

-- Books an approved reversal in the sums of the business day on which it is approved, under the kind of what it reverses: what
-- that kind brought in net is right again, no closed day changes, and no operation is counted. Rows are locked in the order in
-- which ingest locks them; the shop's version is the last and orders the numbers. No row: it waits no longer.
create function book_reversal(p_org uuid, p_reversal uuid, p_person uuid) returns table (shop uuid, booked_number integer, booked_day date)
language plpgsql
as $$
declare
  entry reversals;
  zone text;
  cut_off interval;
  day date;
  hour smallint;
begin
  select r.* into entry
  from reversals r
  where r.org_id = p_org and r.reversal_id = p_reversal and r.ended is null
  for update;
  if not found then
    return;
  end if;
  select s.time_zone, make_interval(mins => s.cut_off_minutes) into zone, cut_off
  from shops s
  where s.org_id = p_org and s.shop_id = entry.shop_id;
  day := ((now() at time zone zone) - cut_off)::date;
  hour := greatest(0, least(24, floor(extract(epoch from (now() at time zone zone) - (day + cut_off)) / 3600)));
  insert into hourly_summaries as h (org_id, shop_id, business_date, hour, currency, kind, transactions, in_minor, out_minor)
  values (p_org, entry.shop_id, day, hour, entry.currency, entry.kind, 0, entry.in_minor, entry.out_minor)
  on conflict on constraint hourly_summaries_pkey do update
    set in_minor = h.in_minor + excluded.in_minor, out_minor = h.out_minor + excluded.out_minor;
  insert into daily_summaries as d (org_id, shop_id, business_date, currency, kind, transactions, in_minor, out_minor)
  values (p_org, entry.shop_id, day, entry.currency, entry.kind, 0, entry.in_minor, entry.out_minor)
  on conflict on constraint daily_summaries_pkey do update
    set in_minor = d.in_minor + excluded.in_minor, out_minor = d.out_minor + excluded.out_minor;
  insert into monthly_summaries as m (org_id, shop_id, month, currency, kind, transactions, in_minor, out_minor)
  values (p_org, entry.shop_id, date_trunc('month', day)::date, entry.currency, entry.kind, 0, entry.in_minor, entry.out_minor)
  on conflict on constraint monthly_summaries_pkey do update
    set in_minor = m.in_minor + excluded.in_minor, out_minor = m.out_minor + excluded.out_minor;
  insert into shop_versions as v (org_id, shop_id, version)
  values (p_org, entry.shop_id, 1)
  on conflict (org_id, shop_id) do update set version = v.version + 1;
  return query
  update reversals r
  set ended = 'approved', ended_by = p_person, ended_at = now(), business_date = day,
    number = (
      select coalesce(max(n.number), 0) + 1
      from reversals n
      where n.org_id = p_org and n.shop_id = entry.shop_id)
  where r.org_id = p_org and r.reversal_id = p_reversal
  returning r.shop_id, r.number, r.business_date;
end
$$;
revoke all on function book_reversal from public;
grant execute on function book_reversal to tillbridge_app;
