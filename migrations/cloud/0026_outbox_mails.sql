-- Mails on their way: written with what they tell, sent by the worker, kept without their contents.

create table outbox_mails (
  org_id uuid not null references organizations,
  mail_id uuid not null,
  recipient text not null check (length(recipient) between 3 and 254),
  language text not null check (language in ('th', 'en')),
  template text not null check (template ~ '^[a-z-]{3,40}$'),
  -- Null once it is settled, because it may hold a link that opens something.
  contents jsonb,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'given-up')),
  tries integer not null default 0,
  next_try_at timestamptz not null default now(),
  last_error text,
  queued_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (org_id, mail_id),
  check ((state = 'waiting') = (settled_at is null)),
  check ((state = 'waiting') = (contents is not null))
);
create index outbox_mails_due on outbox_mails (org_id, next_try_at) where state = 'waiting';

alter table outbox_mails enable row level security;
alter table outbox_mails force row level security;
create policy tenant on outbox_mails using (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid))
  with check (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid));
grant select, insert, update on outbox_mails to tillbridge_app;
