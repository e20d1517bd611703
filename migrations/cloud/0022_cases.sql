-- What waits for a person: a row a case, written with the facts that open it and the recounts that settle it, in whatever
-- order they arrive. What people say about it in the dashboard stands beside it and settles nothing that the shop can settle.

create table cases (
  org_id uuid not null,
  -- A recount speaks for one machine, so a case is named within it: no other shop can settle or squat it.
  machine_id uuid not null,
  case_id uuid not null,
  shop_id uuid not null,
  -- Of the fact that opened it; all null while only a recount has named it.
  agent_id uuid,
  epoch text,
  sequence bigint,
  branch integer,
  business_date date,
  opened_at timestamptz,
  about text check (about in ('operation', 'discrepancy')),
  kind text,
  outcome text,
  currency text,
  amount_minor bigint,
  in_minor bigint,
  out_minor bigint,
  owed_minor bigint,
  operator text,
  reference text,
  reason text,
  detail text,
  lines jsonb,
  received_at timestamptz,
  -- The earliest recount that names it, by the clock of the shop, whichever arrived first.
  settled_at timestamptz,
  settled_by text,
  settled_operation uuid,
  -- What people said in the dashboard: the newest of each, whole in case_records.
  assigned_to uuid references people,
  snoozed_until timestamptz,
  resolved_at timestamptz,
  primary key (org_id, machine_id, case_id),
  foreign key (org_id, shop_id) references shops,
  foreign key (org_id, machine_id) references machines,
  foreign key (org_id, agent_id, epoch) references streams,
  check ((opened_at is null) = (about is null)),
  check (opened_at is not null or settled_at is not null)
);
create index cases_id on cases (case_id, org_id);
create index cases_shop on cases (shop_id, opened_at desc, case_id, org_id);
create index cases_open on cases (shop_id, opened_at desc, org_id) where opened_at is not null and settled_at is null and resolved_at is null;
create index cases_stream on cases (agent_id, epoch, org_id);
create index cases_assignee on cases (assigned_to) where assigned_to is not null;

-- Counts of a machine by a person: expected, reported and counted as they stood, never changed.
create table recounts (
  org_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  sequence bigint not null,
  branch integer not null,
  shop_id uuid not null,
  machine_id uuid not null,
  operation_id uuid not null,
  business_date date not null,
  occurred_at timestamptz not null,
  currency text not null,
  operator text,
  note text,
  counted jsonb not null,
  expected jsonb not null,
  reported jsonb not null,
  cases uuid[] not null,
  received_at timestamptz not null default now(),
  primary key (org_id, agent_id, epoch, sequence, branch),
  foreign key (org_id, shop_id) references shops,
  foreign key (org_id, machine_id) references machines,
  foreign key (org_id, agent_id, epoch) references streams
);
create index recounts_shop on recounts (shop_id, occurred_at desc, org_id);
create index recounts_machine on recounts (machine_id, org_id);
create index recounts_cases on recounts using gin (cases);

-- What a person said about a case, in order; only added to.
create table case_records (
  org_id uuid not null,
  machine_id uuid not null,
  case_id uuid not null,
  record_id uuid not null,
  said_at timestamptz not null default now(),
  person_id uuid not null references people,
  what text not null check (what in ('noted', 'assigned', 'snoozed', 'woken', 'resolved')),
  said text check (length(said) between 1 and 400),
  assigned_to uuid references people,
  snoozed_until timestamptz,
  primary key (org_id, machine_id, case_id, record_id),
  foreign key (org_id, machine_id, case_id) references cases,
  check (what not in ('noted', 'snoozed', 'resolved') or said is not null),
  check ((what = 'snoozed') = (snoozed_until is not null))
);
create index case_records_person on case_records (person_id);
create index case_records_assignee on case_records (assigned_to) where assigned_to is not null;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['cases', 'recounts', 'case_records'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert, update on cases to tillbridge_app;
grant select, insert on recounts, case_records to tillbridge_app;

-- Needs came from the operations of the last days; they come from open cases now.
drop index cash_transactions_open;

-- Cases and recounts of a batch. `p` may hold the lists cases and recounts, each entry a fact's place, time and body. One
-- row a case takes both halves, so that two streams that bring them at once wait for each other at that row.
create function note_cases(p_org uuid, p_shop uuid, p_agent uuid, p_epoch text, p jsonb) returns void
language plpgsql
as $$
begin
  if p ? 'cases' then
    insert into cases as c (
      org_id, machine_id, case_id, shop_id, agent_id, epoch, sequence, branch, business_date, opened_at, about, kind, outcome, currency,
      amount_minor, in_minor, out_minor, owed_minor, operator, reference, reason, detail, lines, received_at)
    select distinct on (t.machine, t."case") p_org, t.machine, t."case", p_shop, p_agent, p_epoch, t.sequence, t.branch, t.day, t.at, t.about, t.kind,
      t.outcome, t.currency, t."amountMinor", t."inMinor", t."outMinor", t."owedMinor", t.operator, t.reference, t.reason, t.detail, t.lines, now()
    from jsonb_to_recordset(p -> 'cases') as t (
      sequence bigint, branch integer, day date, at timestamptz, machine uuid, "case" uuid, about text, kind text, outcome text, currency text,
      "amountMinor" bigint, "inMinor" bigint, "outMinor" bigint, "owedMinor" bigint, operator text, reference text, reason text, detail text, lines jsonb)
    order by t.machine, t."case", t.sequence, t.branch
    -- A second fact of the same name opens nothing again: the first stands.
    on conflict (org_id, machine_id, case_id) do update
      set agent_id = excluded.agent_id, epoch = excluded.epoch, sequence = excluded.sequence, branch = excluded.branch,
        business_date = excluded.business_date, opened_at = excluded.opened_at, about = excluded.about, kind = excluded.kind,
        outcome = excluded.outcome, currency = excluded.currency, amount_minor = excluded.amount_minor, in_minor = excluded.in_minor,
        out_minor = excluded.out_minor, owed_minor = excluded.owed_minor, operator = excluded.operator, reference = excluded.reference,
        reason = excluded.reason, detail = excluded.detail, lines = excluded.lines, received_at = excluded.received_at
      where c.opened_at is null;
  end if;
  if p ? 'recounts' then
    insert into recounts (
      org_id, agent_id, epoch, sequence, branch, shop_id, machine_id, operation_id, business_date, occurred_at, currency, operator, note,
      counted, expected, reported, cases)
    select p_org, p_agent, p_epoch, t.sequence, t.branch, p_shop, t.machine, t.operation, t.day, t.at, t.currency, t.operator, t.note,
      t.counted, t.expected, t.reported, t.cases
    from jsonb_to_recordset(p -> 'recounts') as t (
      sequence bigint, branch integer, day date, at timestamptz, machine uuid, operation uuid, currency text, operator text, note text,
      counted jsonb, expected jsonb, reported jsonb, cases uuid[]);
    insert into cases as c (org_id, machine_id, case_id, shop_id, settled_at, settled_by, settled_operation)
    select distinct on (t.machine, named.case_id) p_org, t.machine, named.case_id, p_shop, t.at, t.operator, t.operation
    from jsonb_to_recordset(p -> 'recounts') as t (sequence bigint, at timestamptz, machine uuid, operation uuid, operator text, cases uuid[])
    cross join unnest(t.cases) as named (case_id)
    order by t.machine, named.case_id, t.at, t.operation
    on conflict (org_id, machine_id, case_id) do update
      set settled_at = excluded.settled_at, settled_by = excluded.settled_by, settled_operation = excluded.settled_operation
      where c.settled_at is null or (excluded.settled_at, excluded.settled_operation) < (c.settled_at, c.settled_operation);
  end if;
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
  if p ?| array['cases', 'recounts'] then
    perform note_cases(p_org, p_shop, p_agent, p_epoch, p);
  end if;
end
$$;
revoke all on function note_cases, note_companions from public;
grant execute on function note_cases, note_companions to tillbridge_app;
