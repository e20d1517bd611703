-- Facts and the cash they moved, in month partitions by business date. A fact outside every month lies in the late partition.

create table machines (
  org_id uuid not null,
  machine_id uuid not null,
  shop_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  driver text not null check (length(driver) between 1 and 40),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  serial text,
  created_at timestamptz not null default now(),
  primary key (org_id, machine_id),
  foreign key (org_id, shop_id) references shops
);
create index machines_shop on machines (org_id, shop_id);

create table facts (
  org_id uuid not null,
  business_date date not null,
  agent_id uuid not null,
  epoch text not null,
  sequence bigint not null,
  -- 0 is the stream itself; a redriven fact whose place is taken gets a branch of its own.
  branch integer not null default 0,
  shop_id uuid not null,
  fact_id uuid not null,
  kind text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  -- The very bytes of the line: hashed, kept and archived as they came.
  raw bytea not null,
  primary key (org_id, business_date, agent_id, epoch, sequence, branch),
  foreign key (org_id, agent_id, epoch) references streams
) partition by range (business_date);
create index facts_place on facts (org_id, agent_id, epoch, sequence);

create table cash_transactions (
  org_id uuid not null,
  business_date date not null,
  transaction_id uuid not null,
  shop_id uuid not null,
  machine_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  sequence bigint not null,
  branch integer not null default 0,
  kind text not null check (kind in ('deposit', 'sale', 'change', 'payout', 'exchange', 'refill', 'collection', 'adjustment', 'purchase_payout')),
  outcome text not null check (outcome in ('completed', 'cancelled', 'refused', 'partial', 'retained', 'unknown')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor >= 0),
  in_minor bigint not null check (in_minor >= 0),
  out_minor bigint not null check (out_minor >= 0),
  owed_minor bigint not null check (owed_minor >= 0 and (owed_minor = 0 or outcome = 'partial')),
  operator text,
  reference text,
  -- When the shop wrote that it was about to move cash; null where that fact is not known.
  intended_at timestamptz,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  primary key (org_id, business_date, transaction_id),
  foreign key (org_id, machine_id) references machines
) partition by range (business_date);
-- No index begins with org_id alone before what it is for: on a month without statistics all indexes seem equally cheap,
-- and a look-up of one row (every foreign key check of a line is one) would read everything of an organization instead.
create index cash_transactions_id on cash_transactions (transaction_id, org_id);
create index cash_transactions_shop on cash_transactions (shop_id, occurred_at desc, transaction_id);
create index cash_transactions_machine on cash_transactions (machine_id, org_id);
create index cash_transactions_open on cash_transactions (shop_id, occurred_at) where outcome in ('partial', 'retained', 'unknown');

create table denomination_lines (
  org_id uuid not null,
  business_date date not null,
  transaction_id uuid not null,
  line_no smallint not null,
  value_minor bigint not null check (value_minor > 0),
  form text not null check (form in ('note', 'coin')),
  pieces integer not null check (pieces > 0),
  direction text not null check (direction in ('in', 'out')),
  place text not null check (place in ('stock', 'box', 'reject')),
  unit text,
  primary key (org_id, business_date, transaction_id, line_no),
  foreign key (org_id, business_date, transaction_id) references cash_transactions
) partition by range (business_date);

-- One movement of a device, recorded once: where the device numbers its movements.
create table device_keys (
  org_id uuid not null,
  machine_id uuid not null,
  serial text not null,
  generation bigint not null,
  device_transaction text not null,
  agent_id uuid not null,
  epoch text not null,
  sequence bigint not null,
  primary key (org_id, machine_id, serial, generation, device_transaction),
  foreign key (org_id, machine_id) references machines
);

-- Intents without an outcome yet: an operation whose end the cloud has not heard.
create table open_operations (
  org_id uuid not null,
  operation_id uuid not null,
  shop_id uuid not null,
  machine_id uuid not null,
  kind text not null,
  currency text not null,
  amount_minor bigint not null,
  intended_at timestamptz not null,
  primary key (org_id, operation_id),
  foreign key (org_id, machine_id) references machines
);
create index open_operations_machine on open_operations (org_id, machine_id);

create table facts_late partition of facts default;
create table cash_transactions_late partition of cash_transactions default;
create table denomination_lines_late partition of denomination_lines default;
