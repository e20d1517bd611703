-- The second step of a sign-in, and what a session says of itself. Like people and sessions these are identities: a
-- person may belong to several organizations, so they carry no org_id (allow-listed in the catalog test).

alter table sessions
  add column last_used_at timestamptz not null default now(),
  -- When the person last proved to be there; grave acts ask for a proof that is fresh.
  add column proven_at timestamptz not null default now(),
  add column came_by text not null default 'password' check (came_by in ('password', 'two-step', 'recovery-code', 'provider'));
update sessions set last_used_at = created_at, proven_at = created_at;

alter table people
  add column language text not null default 'th' check (language in ('th', 'en')),
  add column password_set_at timestamptz;

create table two_steps (
  person_id uuid primary key references people,
  -- Encrypted under a key of the installation, bound to the person: a copied row opens nobody else's door.
  secret_sealed bytea not null,
  -- The last step of time whose code was taken; each code counts once.
  last_step bigint not null default 0,
  confirmed_at timestamptz,
  created_at timestamptz not null default now()
);

create table recovery_codes (
  person_id uuid not null references people,
  code_hmac bytea not null check (length(code_hmac) = 32),
  spent_at timestamptz,
  primary key (person_id, code_hmac)
);

-- A sign-in that waits for its second step. One without a person answers like all others and never succeeds.
create table sign_in_challenges (
  ticket_hash bytea primary key check (length(ticket_hash) = 32),
  person_id uuid references people,
  password_right boolean not null,
  wrong_tries integer not null default 0,
  expires_at timestamptz not null,
  spent_at timestamptz
);
create index sign_in_challenges_person on sign_in_challenges (person_id);
create index sign_in_challenges_expiry on sign_in_challenges (expires_at);

alter table roles add column two_step_required boolean not null default false;

grant select, insert, update, delete on two_steps, recovery_codes, sign_in_challenges to tillbridge_app;
