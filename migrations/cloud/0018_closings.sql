-- Closings of shifts as the shops made them: written once with the fact, never changed. What came later stands beside them.

create table closings (
  org_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  sequence bigint not null,
  branch integer not null,
  shop_id uuid not null,
  shift_id uuid not null,
  -- Without gaps for each agent; a journal that was restored or copied can have used one again, in an epoch of its own.
  number integer not null check (number >= 1),
  business_date date not null,
  closed_at timestamptz not null,
  opened_at timestamptz not null,
  opened_by text not null,
  closed_by text not null,
  source text not null check (source in ('machine', 'counted')),
  counts integer not null check (counts >= 1),
  blind boolean not null,
  tier text not null check (tier in ('automatic', 'reason', 'approval')),
  settled boolean not null,
  reason text,
  approved_by text,
  -- By currency, and by kind and currency.
  sums jsonb not null,
  kinds jsonb not null,
  unsettled uuid[] not null,
  received_at timestamptz not null default now(),
  primary key (org_id, agent_id, epoch, sequence, branch),
  foreign key (org_id, shop_id) references shops,
  foreign key (org_id, agent_id, epoch) references streams
);
create index closings_shop on closings (shop_id, closed_at desc, org_id);
create index closings_shift on closings (shift_id, org_id);
create index closings_number on closings (agent_id, number, org_id);

create table closing_lines (
  org_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  sequence bigint not null,
  branch integer not null,
  line_no smallint not null,
  machine_id uuid not null,
  place text not null check (place in ('stock', 'box', 'reject')),
  form text not null check (form in ('note', 'coin')),
  value_minor bigint not null check (value_minor > 0),
  -- Pieces; null: not known. Expected (the ledger), reported (the device) and counted (a person) are three figures.
  opening integer,
  moved_in integer not null check (moved_in >= 0),
  moved_out integer not null check (moved_out >= 0),
  expected integer check (expected is not distinct from opening + moved_in - moved_out),
  reported integer,
  counted integer,
  primary key (org_id, agent_id, epoch, sequence, branch, line_no),
  foreign key (org_id, agent_id, epoch, sequence, branch) references closings,
  foreign key (org_id, machine_id) references machines
);
create index closing_lines_machine on closing_lines (machine_id, org_id);

-- What became known after a closing: an operation that ended late, or the approval that it lacked.
create table closing_adjustments (
  org_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  sequence bigint not null,
  branch integer not null,
  shop_id uuid not null,
  shift_id uuid not null,
  number integer not null,
  what text not null check (what in ('late', 'approved')),
  business_date date not null,
  occurred_at timestamptz not null,
  made_by text,
  reason text,
  operation_id uuid,
  currency text check (currency ~ '^[A-Z]{3}$'),
  in_minor bigint not null check (in_minor >= 0),
  out_minor bigint not null check (out_minor >= 0),
  primary key (org_id, agent_id, epoch, sequence, branch),
  foreign key (org_id, shop_id) references shops,
  foreign key (org_id, agent_id, epoch) references streams
);
create index closing_adjustments_shift on closing_adjustments (shift_id, org_id);
create index closing_adjustments_shop on closing_adjustments (shop_id, org_id);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['closings', 'closing_lines', 'closing_adjustments'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert on closings, closing_lines, closing_adjustments to tillbridge_app;

-- Closings and adjustments of a batch. `p` may hold the lists closings and adjustments, each entry a fact's place, time and body.
create function note_shifts(p_org uuid, p_shop uuid, p_agent uuid, p_epoch text, p jsonb) returns void
language plpgsql
as $$
begin
  if p ? 'closings' then
    insert into closings (
      org_id, agent_id, epoch, sequence, branch, shop_id, shift_id, number, business_date, closed_at, opened_at, opened_by, closed_by,
      source, counts, blind, tier, settled, reason, approved_by, sums, kinds, unsettled)
    select p_org, p_agent, p_epoch, t.sequence, t.branch, p_shop, t.shift, t.number, t.day, t.at, t."openedAt", t."openedBy", t.by,
      t.source, t.counts, t.blind, t.tier, t.settled, t.reason, t."approvedBy", t.sums, t.kinds, t.unsettled
    from jsonb_to_recordset(p -> 'closings') as t (
      sequence bigint, branch integer, day date, at timestamptz, shift uuid, number integer, "openedAt" timestamptz, "openedBy" text, by text,
      source text, counts integer, blind boolean, tier text, settled boolean, reason text, "approvedBy" text, sums jsonb, kinds jsonb, unsettled uuid[]);
    insert into closing_lines (
      org_id, agent_id, epoch, sequence, branch, line_no, machine_id, place, form, value_minor, opening, moved_in, moved_out, expected, reported, counted)
    select p_org, p_agent, p_epoch, c.sequence, c.branch, l.line_no, t.machine, t.place, t.form, t."valueMinor", t.opening, t."in", t.out, t.expected,
      t.reported, t.counted
    from jsonb_to_recordset(p -> 'closings') as c (sequence bigint, branch integer, lines jsonb)
    cross join jsonb_array_elements(c.lines) with ordinality as l (line, line_no)
    cross join jsonb_to_record(l.line) as t (
      machine uuid, place text, form text, "valueMinor" bigint, opening integer, "in" integer, out integer, expected integer, reported integer, counted integer);
  end if;
  if p ? 'adjustments' then
    insert into closing_adjustments (
      org_id, agent_id, epoch, sequence, branch, shop_id, shift_id, number, what, business_date, occurred_at, made_by, reason, operation_id,
      currency, in_minor, out_minor)
    select p_org, p_agent, p_epoch, t.sequence, t.branch, p_shop, t.shift, t.number, t.what, t.day, t.at, t.by, t.reason, t.operation,
      t.currency, t."inMinor", t."outMinor"
    from jsonb_to_recordset(p -> 'adjustments') as t (
      sequence bigint, branch integer, day date, at timestamptz, shift uuid, number integer, what text, by text, reason text, operation uuid,
      currency text, "inMinor" bigint, "outMinor" bigint);
  end if;
end
$$;
revoke all on function note_shifts from public;
grant execute on function note_shifts to tillbridge_app;

-- take_custody calls note_companions by name: what it did so far keeps its place, and shifts are noted after it.
alter function note_companions(uuid, uuid, uuid, text, bytea, jsonb) rename to note_stream_companions;
create function note_companions(p_org uuid, p_shop uuid, p_agent uuid, p_epoch text, p_raw bytea, p jsonb) returns void
language plpgsql
as $$
begin
  perform note_stream_companions(p_org, p_shop, p_agent, p_epoch, p_raw, p);
  if p ? 'closings' or p ? 'adjustments' then
    perform note_shifts(p_org, p_shop, p_agent, p_epoch, p);
  end if;
end
$$;
revoke all on function note_companions from public;
grant execute on function note_companions to tillbridge_app;
