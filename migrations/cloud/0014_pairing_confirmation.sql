-- Who vouched for the key of an agent: no token is sold before somebody did. Agents from before are trusted already.
alter table agents add column confirmed_at timestamptz default now();
alter table agents add column confirmed_by uuid references people;
alter table agents add column paired_at timestamptz;
create index agents_confirmer on agents (confirmed_by) where confirmed_by is not null;

-- The maker of the code vouches for whoever redeems it.
alter table pairing_codes add column auto_confirm boolean not null default false;
