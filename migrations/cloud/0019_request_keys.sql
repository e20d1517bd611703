-- What became of a change that a person asked for under an Idempotency-Key, so that asking again changes nothing again.

create table request_keys (
  org_id uuid not null,
  person_id uuid not null,
  -- SHA-256 of the key: whoever reads the table cannot ask again for what another person asked.
  key_hash text not null check (key_hash ~ '^[0-9a-f]{64}$'),
  request_hash text not null check (request_hash ~ '^[0-9a-f]{64}$'),
  began_at timestamptz not null default now(),
  -- Both null while the change is under way. An answer that held a secret is not kept: status without answer.
  status smallint check (status between 200 and 299),
  answer text check (octet_length(answer) <= 65536),
  primary key (org_id, person_id, key_hash),
  foreign key (org_id, person_id) references memberships,
  check (answer is null or status is not null)
);
create index request_keys_age on request_keys (org_id, person_id, began_at);

alter table request_keys enable row level security;
alter table request_keys force row level security;
create policy tenant on request_keys using (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid))
  with check (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid));
grant select, insert, update, delete on request_keys to tillbridge_app;
