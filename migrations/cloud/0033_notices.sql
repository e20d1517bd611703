-- Who is told of alarms and how. A notice is one announcement to one channel; every attempt to deliver it is kept.

create table notice_channels (
  org_id uuid not null references organizations,
  channel_id uuid not null,
  kind text not null check (kind in ('email', 'webhook', 'line')),
  label text not null check (length(label) between 1 and 60),
  -- An address, a URL, or the id of a person or group at LINE.
  target text not null check (length(target) between 3 and 500),
  language text not null check (language in ('th', 'en')),
  severities text[] not null check (severities <@ array['bad', 'warn', 'off'] and cardinality(severities) > 0),
  -- Told only of what nobody acknowledged in time.
  only_escalated boolean not null default false,
  all_shops boolean not null,
  -- Encrypted under the key of the installation, bound to this row: a webhook's signing secret, a token of LINE.
  secret_sealed bytea,
  failures integer not null default 0 check (failures >= 0),
  disabled_at timestamptz,
  disabled_because text check (disabled_because in ('person', 'failures')),
  removed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, channel_id),
  check ((disabled_at is null) = (disabled_because is null)),
  check ((kind = 'email') = (secret_sealed is null))
);

create table notice_channel_shops (
  org_id uuid not null,
  channel_id uuid not null,
  shop_id uuid not null,
  primary key (org_id, channel_id, shop_id),
  foreign key (org_id, channel_id) references notice_channels,
  foreign key (org_id, shop_id) references shops
);
create index notice_channel_shops_shop on notice_channel_shops (org_id, shop_id);

create table notices (
  org_id uuid not null,
  notice_id uuid not null,
  channel_id uuid not null,
  alarm_id uuid,
  what text not null check (what in ('raised', 'cleared', 'escalated', 'test')),
  body jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'given-up')),
  tries integer not null default 0,
  next_try_at timestamptz not null default now(),
  queued_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (org_id, notice_id),
  foreign key (org_id, channel_id) references notice_channels,
  foreign key (org_id, alarm_id) references alarms,
  check ((alarm_id is null) = (what = 'test')),
  check ((state = 'waiting') = (settled_at is null))
);
-- An announcement goes to a channel once, however often its alarm is looked at.
create unique index notices_once on notices (org_id, alarm_id, what, channel_id) where alarm_id is not null;
create index notices_channel on notices (org_id, channel_id);
create index notices_due on notices (org_id, next_try_at) where state = 'waiting';
create index notices_queued on notices (org_id, queued_at desc, notice_id);

create table notice_attempts (
  org_id uuid not null,
  notice_id uuid not null,
  try integer not null check (try >= 1),
  at timestamptz not null default now(),
  status integer,
  answer text check (length(answer) <= 500),
  primary key (org_id, notice_id, try),
  foreign key (org_id, notice_id) references notices
);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['notice_channels', 'notice_channel_shops', 'notices', 'notice_attempts'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert, update on notice_channels, notices to tillbridge_app;
grant select, insert on notice_channel_shops, notice_attempts to tillbridge_app;
