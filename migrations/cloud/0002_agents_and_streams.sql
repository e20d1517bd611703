-- Agents, their keys, and custody: streams, hash lists, quarantine, declared losses, salvage.

create table agents (
  org_id uuid not null,
  agent_id uuid not null,
  shop_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  public_key bytea check (length(public_key) = 32),
  install_id text check (install_id ~ '^[0-9a-f]{32}$'),
  host_name text,
  system text,
  software text,
  revoked_at timestamptz,
  last_heard_at timestamptz,
  pending bigint not null default 0,
  oldest_pending_ms bigint not null default 0,
  clock_offset_ms bigint,
  created_at timestamptz not null default now(),
  primary key (org_id, agent_id),
  foreign key (org_id, shop_id) references shops
);
create index agents_shop on agents (org_id, shop_id);

create table agent_keys (
  org_id uuid not null,
  key_id text not null check (key_id ~ '^[0-9A-Za-z]{8}$'),
  agent_id uuid not null,
  secret_hmac bytea not null,
  created_at timestamptz not null default now(),
  first_used_at timestamptz,
  last_used_at timestamptz,
  last_used_from text,
  revoked_at timestamptz,
  primary key (org_id, key_id),
  unique (key_id, org_id),
  foreign key (org_id, agent_id) references agents
);
create index agent_keys_agent on agent_keys (org_id, agent_id);

create table pairing_codes (
  org_id uuid not null,
  code_id uuid not null,
  -- The first three characters, by which the row is found; the rest is only kept as an HMAC.
  locator text not null check (locator ~ '^[0-9A-Z]{3}$'),
  code_hmac bytea not null,
  shop_id uuid not null,
  -- Set when a known agent is paired again: it keeps its id and its streams.
  agent_id uuid,
  made_by uuid not null references people,
  expires_at timestamptz not null,
  wrong_tries integer not null default 0,
  redeemed_at timestamptz,
  redeemed_public_key bytea,
  redeemed_agent_id uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, code_id),
  foreign key (org_id, shop_id) references shops,
  foreign key (org_id, agent_id) references agents,
  foreign key (org_id, redeemed_agent_id) references agents
);
create index pairing_codes_locator on pairing_codes (locator) where redeemed_at is null;
create index pairing_codes_shop on pairing_codes (org_id, shop_id);
create index pairing_codes_agent on pairing_codes (org_id, agent_id);
create index pairing_codes_redeemed on pairing_codes (org_id, redeemed_agent_id);
create index pairing_codes_maker on pairing_codes (made_by);

-- Names this history of the database (one row). A restore or a failover makes a new one.
create table incarnations (
  only_row boolean primary key default true check (only_row),
  incarnation text not null check (incarnation ~ '^[0-9a-f]{32}$'),
  system_identifier text not null,
  timeline integer not null,
  since timestamptz not null default now()
);

create table streams (
  org_id uuid not null,
  agent_id uuid not null,
  epoch text not null check (epoch ~ '^[0-9a-f]{32}$'),
  ordinal integer not null,
  header text not null,
  header_hash bytea not null check (length(header_hash) = 32),
  start_number bigint not null,
  start_nonce text not null,
  high_water bigint not null default 0 check (high_water >= 0),
  high_water_hash bytea not null check (length(high_water_hash) = 32),
  -- Time of the fact at the high water: the cloud holds everything up to here.
  complete_through timestamptz,
  -- Grows with everything that changes custody of this stream: what was decided on an older revision is decided again.
  revision bigint not null default 0,
  -- Whether quarantine and losses have to be looked at for this stream at all.
  has_quarantine boolean not null default false,
  has_losses boolean not null default false,
  last_receipt_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, agent_id, epoch),
  unique (org_id, agent_id, ordinal),
  foreign key (org_id, agent_id) references agents
);

-- The hash list: one row per batch, the hashes of first … last concatenated (32 bytes each). Never pruned, never archived away.
create table stream_segments (
  org_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  first bigint not null check (first >= 1),
  last bigint not null check (last >= first),
  hashes bytea not null,
  received_at timestamptz not null default now(),
  primary key (org_id, agent_id, epoch, last),
  check (length(hashes) = 32 * (last - first + 1)),
  foreign key (org_id, agent_id, epoch) references streams
);
-- Hashes cannot be compressed; trying costs time.
alter table stream_segments alter column hashes set storage external;

-- Ranges whose bytes are gone at the shop, declared in the open. Another copy may fill them, from the end backwards,
-- because only the end has a hash that proves them: `open_to` is the last place still missing and `open_hash` its hash.
create table declared_losses (
  org_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  first bigint not null,
  last bigint not null check (last >= first),
  last_hash bytea not null check (length(last_hash) = 32),
  open_to bigint not null check (open_to between first - 1 and last),
  open_hash bytea not null check (length(open_hash) = 32),
  declared_at timestamptz not null default now(),
  filled_at timestamptz check ((filled_at is null) = (open_to >= first)),
  primary key (org_id, agent_id, epoch, first),
  foreign key (org_id, agent_id, epoch) references streams
);

-- Facts that could not be applied. Rows are never deleted and bytes never edited.
create table quarantine (
  org_id uuid not null,
  shop_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  sequence bigint not null check (sequence >= 1),
  hash bytea not null check (length(hash) = 32),
  raw bytea not null,
  code text not null,
  detail text,
  state text not null default 'pending' check (state in ('pending', 'applied', 'discarded')),
  -- Whether it was set aside at its own place (the high water passed over it) or beside a taken place.
  in_stream boolean not null,
  received_at timestamptz not null default now(),
  settled_at timestamptz,
  settled_by uuid references people,
  primary key (org_id, agent_id, epoch, sequence, hash),
  foreign key (org_id, shop_id) references shops,
  foreign key (org_id, agent_id, epoch) references streams
);
create index quarantine_pending on quarantine (org_id, shop_id) where state = 'pending';
create index quarantine_settler on quarantine (settled_by) where settled_by is not null;

create table salvage_files (
  org_id uuid not null,
  agent_id uuid not null,
  file_hash bytea not null check (length(file_hash) = 32),
  total_bytes bigint not null check (total_bytes > 0),
  held_to bigint not null default 0,
  created_at timestamptz not null default now(),
  primary key (org_id, agent_id, file_hash),
  foreign key (org_id, agent_id) references agents
);

create table salvage_chunks (
  org_id uuid not null,
  agent_id uuid not null,
  file_hash bytea not null,
  chunk_offset bigint not null check (chunk_offset >= 0),
  bytes bytea not null,
  primary key (org_id, agent_id, file_hash, chunk_offset),
  foreign key (org_id, agent_id, file_hash) references salvage_files
);
