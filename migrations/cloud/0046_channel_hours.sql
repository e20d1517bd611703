-- When a channel is told, of what, and after how long nobody acknowledged. What comes outside its hours waits for their
-- beginning and goes out as one digest: a notice of its own, to which those that it tells of belong.

alter table notice_channels
  add column matters text[] not null default array['cash', 'levels', 'machines', 'computers', 'records', 'shifts']
    check (matters <@ array['cash', 'levels', 'machines', 'computers', 'records', 'shifts'] and cardinality(matters) > 0),
  -- Minutes of the shop's own day by weekday, like its opening hours. Null: at any hour.
  add column hours jsonb check (jsonb_typeof(hours) = 'array' and jsonb_array_length(hours) > 0),
  -- What is told outside the hours all the same.
  add column passes text[] not null default array['bad'] check (passes <@ array['bad', 'warn', 'off']),
  -- Minutes without an acknowledgement; null: as the rule of the alarm says.
  add column after_minutes integer check (after_minutes between 1 and 1440),
  -- The signing secret before the last, which signs beside it for a while.
  add column former_secret_sealed bytea,
  add column former_until timestamptz,
  -- Raised by every change of the channel: an attempt that was begun before one says nothing of it.
  add column revision integer not null default 1,
  add check (after_minutes is null or only_escalated),
  add check ((former_secret_sealed is null) = (former_until is null) and (former_until is null or kind = 'webhook'));
create index notice_channels_former on notice_channels (org_id, former_until) where former_until is not null;

alter table notices drop constraint notices_what_check;
alter table notices drop constraint notices_check;
alter table notices
  add constraint notices_what_check check (what in ('raised', 'cleared', 'escalated', 'test', 'digest')),
  add constraint notices_alarm_check check ((alarm_id is null) = (what in ('test', 'digest'))),
  -- The beginning of the channel's hours for which it waited; kept when they came.
  add column held_until timestamptz,
  add column digest_id uuid,
  add column given_up_because text check (given_up_because in ('tries', 'removed', 'edited')),
  add foreign key (org_id, digest_id) references notices,
  add check (digest_id is null or what not in ('test', 'digest')),
  add check (given_up_because is null or state = 'given-up');
create index notices_digest on notices (org_id, digest_id) where digest_id is not null;
-- Those that wait for the hours of their channel.
create index notices_held on notices (org_id, channel_id, held_until) where state = 'waiting' and held_until is not null and digest_id is null;

-- A channel may be sent elsewhere by now; the log says where each attempt went.
alter table notice_attempts add column target text check (length(target) <= 500);

grant delete on notice_channel_shops to tillbridge_app;
