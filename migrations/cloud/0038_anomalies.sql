-- What stands out against others and against its own past: a question to a person, never a finding. It stands apart from
-- `cases`, because it has no fact and no machine that could settle it, and because fewer people may see it.

create table anomalies (
  org_id uuid not null,
  anomaly_id uuid not null,
  shop_id uuid not null,
  -- A word of the registry in the code; a rule that is retired leaves its rows.
  rule text not null check (rule ~ '^[a-z_]{1,40}$'),
  -- Who did it, as the shop wrote it, within this shop only; empty where the figures are the shop's.
  subject text not null check (length(subject) <= 80),
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  figures jsonb not null,
  evidence jsonb not null check (jsonb_typeof(evidence) = 'array'),
  evidence_total integer not null check (evidence_total >= 0),
  opened_at timestamptz not null,
  judged_at timestamptz not null,
  -- Facts that came later explain it: nobody needs to ask any more.
  withdrawn_at timestamptz,
  assigned_to uuid references people,
  snoozed_until timestamptz,
  resolved_at timestamptz,
  resolved_as text check (resolved_as in ('explained', 'error', 'passed_on')),
  primary key (org_id, anomaly_id),
  -- Judged again, a period is the same row.
  unique (org_id, shop_id, rule, subject, period_from),
  foreign key (org_id, shop_id) references shops,
  check ((resolved_at is null) = (resolved_as is null))
);
create index anomalies_shop on anomalies (shop_id, opened_at desc, anomaly_id, org_id);
create index anomalies_assignee on anomalies (assigned_to) where assigned_to is not null;

-- What a person said about one, in order; only added to.
create table anomaly_records (
  org_id uuid not null,
  anomaly_id uuid not null,
  record_id uuid not null,
  said_at timestamptz not null default now(),
  person_id uuid not null references people,
  what text not null check (what in ('noted', 'assigned', 'snoozed', 'woken', 'resolved')),
  said text check (length(said) between 1 and 400),
  assigned_to uuid references people,
  snoozed_until timestamptz,
  resolved_as text check (resolved_as in ('explained', 'error', 'passed_on')),
  primary key (org_id, anomaly_id, record_id),
  foreign key (org_id, anomaly_id) references anomalies,
  check (what not in ('noted', 'snoozed', 'resolved') or said is not null),
  check ((what = 'snoozed') = (snoozed_until is not null)),
  check ((what = 'resolved') = (resolved_as is not null))
);
create index anomaly_records_person on anomaly_records (person_id);
create index anomaly_records_assignee on anomaly_records (assigned_to) where assigned_to is not null;

-- How far the days of a shop were looked at, written with what was found.
create table anomaly_rounds (
  org_id uuid not null,
  shop_id uuid not null,
  -- The newest business day that was over.
  judged_day date not null,
  -- The newest of them of which anything was here; a shop that was offline is looked at from here on.
  judged_through date,
  primary key (org_id, shop_id),
  foreign key (org_id, shop_id) references shops
);
create index anomaly_rounds_shop on anomaly_rounds (shop_id, org_id);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['anomalies', 'anomaly_records', 'anomaly_rounds'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert, update on anomalies, anomaly_rounds to tillbridge_app;
grant select, insert on anomaly_records to tillbridge_app;
