-- What is true now, and sums by hour, day and month: tables, written in the transaction that inserts the facts.

create table machine_states (
  org_id uuid not null,
  machine_id uuid not null,
  shop_id uuid not null,
  state text not null check (state in ('idle', 'busy', 'waiting', 'fault', 'offline', 'unknown')),
  faults jsonb not null default '[]',
  state_at timestamptz,
  -- When the units were last read: an older reading that arrives late changes nothing.
  read_at timestamptz,
  primary key (org_id, machine_id),
  foreign key (org_id, machine_id) references machines
);

-- Units as last read, newest reading wins by (read_at): absolute values, never differences.
create table machine_units (
  org_id uuid not null,
  machine_id uuid not null,
  unit text not null,
  unit_order smallint not null,
  shop_id uuid not null,
  value_minor bigint,
  form text not null check (form in ('note', 'coin')),
  role text not null check (role in ('recycle', 'box', 'reject', 'overflow')),
  pieces integer,
  capacity integer not null,
  low_mark integer not null,
  high_mark integer not null,
  level text not null check (level in ('empty', 'low', 'ok', 'high', 'full', 'missing', 'unknown')),
  accuracy text not null check (accuracy in ('accurate', 'inaccurate', 'unknown')),
  can_dispense boolean not null,
  can_accept boolean not null,
  contents jsonb,
  read_at timestamptz not null,
  primary key (org_id, machine_id, unit),
  foreign key (org_id, machine_id) references machines
);
create index machine_units_shop on machine_units (org_id, shop_id);

-- The position in four buckets by denomination, derived from the units in the same transaction.
create table machine_inventory (
  org_id uuid not null,
  machine_id uuid not null,
  bucket text not null check (bucket in ('stock', 'dispensable', 'box', 'reject')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  value_minor bigint not null check (value_minor > 0),
  form text not null check (form in ('note', 'coin')),
  shop_id uuid not null,
  pieces integer not null check (pieces >= 0),
  read_at timestamptz not null,
  primary key (org_id, machine_id, bucket, currency, value_minor, form),
  foreign key (org_id, machine_id) references machines
);
create index machine_inventory_shop on machine_inventory (org_id, shop_id);

-- Grows with every change of a shop that a live dashboard shows.
create table shop_versions (
  org_id uuid not null,
  shop_id uuid not null,
  version bigint not null default 0,
  primary key (org_id, shop_id),
  foreign key (org_id, shop_id) references shops
);

create table hourly_summaries (
  org_id uuid not null,
  shop_id uuid not null,
  business_date date not null,
  -- Hours since the business day began, by the wall clock of the shop.
  hour smallint not null check (hour between 0 and 24),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  kind text not null,
  transactions bigint not null check (transactions >= 0),
  in_minor bigint not null check (in_minor >= 0),
  out_minor bigint not null check (out_minor >= 0),
  primary key (org_id, shop_id, business_date, hour, currency, kind),
  foreign key (org_id, shop_id) references shops
);

create table daily_summaries (
  org_id uuid not null,
  shop_id uuid not null,
  business_date date not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  kind text not null,
  transactions bigint not null check (transactions >= 0),
  in_minor bigint not null check (in_minor >= 0),
  out_minor bigint not null check (out_minor >= 0),
  primary key (org_id, shop_id, business_date, currency, kind),
  foreign key (org_id, shop_id) references shops
);

create table monthly_summaries (
  org_id uuid not null,
  shop_id uuid not null,
  month date not null check (extract(day from month) = 1),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  kind text not null,
  transactions bigint not null check (transactions >= 0),
  in_minor bigint not null check (in_minor >= 0),
  out_minor bigint not null check (out_minor >= 0),
  primary key (org_id, shop_id, month, currency, kind),
  foreign key (org_id, shop_id) references shops
);
