-- What is announced of a shop. What is wrong right now is read from the current state; an alarm is its life in time: seen,
-- raised after a while, acknowledged, escalated, cleared by itself.

create table alarms (
  org_id uuid not null,
  alarm_id uuid not null,
  shop_id uuid not null,
  -- The code of the need it tells of.
  rule text not null check (rule ~ '^[a-z_]{3,40}$'),
  -- What of the shop it is about: a machine, a unit of it, an agent, a case, or the shop.
  subject text not null check (length(subject) between 1 and 200),
  severity text not null check (severity in ('bad', 'warn', 'off')),
  since timestamptz not null,
  need jsonb not null,
  seen_at timestamptz not null,
  -- Null while it is too young to be announced, or waits for the shop to open.
  raised_at timestamptz,
  -- Set while what raised it is over, but not for long enough yet.
  quiet_since timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid references people,
  note text check (length(note) between 1 and 500),
  escalated_at timestamptz,
  cleared_at timestamptz,
  primary key (org_id, alarm_id),
  foreign key (org_id, shop_id) references shops,
  check ((acknowledged_at is null) = (acknowledged_by is null)),
  check (raised_at is not null or (acknowledged_at is null and escalated_at is null and cleared_at is null))
);
-- However many processes look at once, one matter is raised once.
create unique index alarms_one_open on alarms (org_id, shop_id, rule, subject) where cleared_at is null;
create index alarms_raised on alarms (org_id, raised_at desc, alarm_id);
create index alarms_shop on alarms (org_id, shop_id, raised_at desc);
create index alarms_acknowledger on alarms (acknowledged_by) where acknowledged_by is not null;

-- Units that were ever seen with something in them. A unit that nobody ever filled raises nothing.
create table unit_uses (
  org_id uuid not null,
  machine_id uuid not null,
  unit text not null,
  first_seen_at timestamptz not null default now(),
  primary key (org_id, machine_id, unit),
  foreign key (org_id, machine_id) references machines
);
alter table machine_units no force row level security;
alter table unit_uses no force row level security;
insert into unit_uses (org_id, machine_id, unit)
select org_id, machine_id, unit from machine_units where pieces > 0;
alter table machine_units force row level security;

-- Minutes of the shop's own day by weekday (0 is Sunday): [{"day": 1, "opens": 540, "closes": 1320}]. Null: always open.
alter table shops add column opening_hours jsonb check (jsonb_typeof(opening_hours) = 'array');

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['alarms', 'unit_uses'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert, update, delete on alarms to tillbridge_app;
grant select, insert on unit_uses to tillbridge_app;
