-- What was learned about the flow of pieces through each machine, so that a page need not read months of lines.

create table cash_rhythms (
  org_id uuid not null,
  machine_id uuid not null,
  shop_id uuid not null,
  -- What it was learned from: the newest complete business day, and the transactions of the shop up to then. When either
  -- differs from the summaries by now, or the way of learning is another, it is learned anew.
  through date,
  transactions bigint not null check (transactions >= 0),
  method smallint not null,
  days integer not null check (days >= 0),
  -- Pieces an hour by unit; null while there is too little to learn from.
  rhythm jsonb,
  -- Sums of the distances between what was foreseen and what happened; null until a day can be compared.
  backtest jsonb,
  learned_at timestamptz not null,
  primary key (org_id, machine_id),
  foreign key (org_id, machine_id) references machines,
  foreign key (org_id, shop_id) references shops
);
create index cash_rhythms_shop on cash_rhythms (org_id, shop_id);

alter table cash_rhythms enable row level security;
alter table cash_rhythms force row level security;
create policy tenant on cash_rhythms using (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid))
  with check (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid));
grant select, insert, update on cash_rhythms to tillbridge_app;
