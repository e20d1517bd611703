-- What is set in the cloud and holds in a shop: employees, limits, and the version of both that an agent should apply.

create table employees (
  org_id uuid not null,
  employee_id uuid not null,
  shop_id uuid not null,
  number text not null check (number ~ '^[0-9]{1,8}$'),
  name text not null check (length(name) between 1 and 60),
  permissions text[] not null check (permissions <@ array[
    'machine.see', 'machine.exchange', 'machine.withdraw', 'machine.refill', 'machine.empty', 'machine.service', 'machine.configure',
    'shift.open', 'shift.close', 'shift.approve', 'payout.approve']),
  -- argon2id with a salt of its own; the PIN itself is nowhere.
  pin_verifier text check (pin_verifier like '$argon2id$%' and length(pin_verifier) <= 200),
  pin_set_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, employee_id),
  unique (org_id, shop_id, number),
  foreign key (org_id, shop_id) references shops
);

create table shop_limits (
  org_id uuid not null,
  shop_id uuid not null,
  limits jsonb not null,
  primary key (org_id, shop_id),
  foreign key (org_id, shop_id) references shops
);

-- The desired configuration's version; what an agent applies is beside it in `agents`.
create table shop_configurations (
  org_id uuid not null,
  shop_id uuid not null,
  version bigint not null check (version >= 1),
  changed_at timestamptz not null default now(),
  primary key (org_id, shop_id),
  foreign key (org_id, shop_id) references shops
);
alter table agents
  add column configuration_version bigint,
  add column configuration_incarnation text check (configuration_incarnation ~ '^[0-9a-f]{32}$'),
  add column configuration_applied_at timestamptz;

-- A trigger, so that no change of what a shop should apply can be made without a new version in the same transaction.
create function raise_configuration_version() returns trigger
language plpgsql
as $$
declare
  org uuid := coalesce(new.org_id, old.org_id);
  shop uuid := coalesce(new.shop_id, old.shop_id);
begin
  insert into shop_configurations as c (org_id, shop_id, version)
  values (org, shop, 1)
  on conflict (org_id, shop_id) do update set version = c.version + 1, changed_at = now();
  return null;
end
$$;
create trigger employees_configuration after insert or update or delete on employees
  for each row execute function raise_configuration_version();
create trigger shop_limits_configuration after insert or update or delete on shop_limits
  for each row execute function raise_configuration_version();

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['employees', 'shop_limits', 'shop_configurations'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert, update on employees, shop_limits, shop_configurations to tillbridge_app;

-- Roles of the house that exist already learn the new words; the owner of the tables sees all tenants only while row
-- security is not forced.
alter table roles no force row level security;
update roles
set permissions = array(select distinct unnest(permissions || added.words))
from (
  values
    ('owner', array['shift.open', 'shift.close', 'shift.approve', 'payout.approve', 'employee.see', 'employee.manage', 'shop.configure', 'closing.see']),
    ('regional_manager', array['shift.open', 'shift.close', 'shift.approve', 'payout.approve', 'employee.see', 'employee.manage', 'shop.configure', 'closing.see']),
    ('shop_manager', array['shift.open', 'shift.close', 'shift.approve', 'payout.approve', 'employee.see', 'employee.manage', 'closing.see']),
    ('cashier', array['shift.open', 'shift.close']),
    ('accountant', array['closing.see']),
    ('auditor', array['closing.see', 'employee.see'])
) as added (role_key, words)
where roles.system and roles.role_key = added.role_key;
alter table roles force row level security;
