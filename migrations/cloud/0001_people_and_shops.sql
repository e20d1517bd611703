-- Tenants, people and what they may do. Every tenant table begins its primary key with org_id (see ARCHITECTURE.md).

create table organizations (
  org_id uuid primary key,
  name_th text not null check (length(name_th) between 1 and 120),
  name_en text not null check (length(name_en) between 1 and 120),
  created_at timestamptz not null default now()
);

create table shops (
  org_id uuid not null references organizations,
  shop_id uuid not null,
  code text not null check (code ~ '^[A-Z0-9]{2,8}$'),
  name_th text not null check (length(name_th) between 1 and 120),
  name_en text not null check (length(name_en) between 1 and 120),
  time_zone text not null,
  -- A business day begins this many minutes after midnight.
  cut_off_minutes integer not null default 0 check (cut_off_minutes between 0 and 1439),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null default now(),
  primary key (org_id, shop_id),
  unique (org_id, code)
);

-- Identity tables: a person may belong to several organizations, so these two carry no org_id (allow-listed in the catalog test).
create table people (
  person_id uuid primary key,
  email text not null unique check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 120),
  password_hash text,
  removed_at timestamptz,
  created_at timestamptz not null default now()
);

create table sessions (
  session_id uuid primary key,
  person_id uuid not null references people,
  org_id uuid not null references organizations,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text,
  user_agent text not null default '' check (length(user_agent) <= 400),
  address text not null default '' check (length(address) <= 64)
);
create index sessions_person on sessions (person_id);
create index sessions_org on sessions (org_id);

-- Single use, in families: a replay of a spent one ends its session.
create table refresh_tokens (
  token_hash bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  issued_at timestamptz not null default now(),
  spent_at timestamptz,
  successor_hash bytea
);
create index refresh_tokens_session on refresh_tokens (session_id);

-- Throttling lives in Postgres because counters in memory multiply by process.
create table throttles (
  throttle_key text primary key check (length(throttle_key) <= 200),
  hits integer not null,
  window_ends_at timestamptz not null
);

create table roles (
  org_id uuid not null references organizations,
  role_id uuid not null,
  role_key text not null check (role_key ~ '^[a-z_]{2,40}$'),
  name_th text not null,
  name_en text not null,
  system boolean not null,
  permissions text[] not null,
  primary key (org_id, role_id),
  unique (org_id, role_key)
);

create table memberships (
  org_id uuid not null references organizations,
  person_id uuid not null references people,
  role_id uuid not null,
  all_shops boolean not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (org_id, person_id),
  foreign key (org_id, role_id) references roles
);
create index memberships_person on memberships (person_id);
create index memberships_role on memberships (org_id, role_id);

create table membership_shops (
  org_id uuid not null,
  person_id uuid not null,
  shop_id uuid not null,
  primary key (org_id, person_id, shop_id),
  foreign key (org_id, person_id) references memberships on delete cascade,
  foreign key (org_id, shop_id) references shops
);
create index membership_shops_shop on membership_shops (org_id, shop_id);
