-- What an organization sets for all its shops of one currency. A shop follows it in everything that it does not set itself.
create table organization_limits (
  org_id uuid not null references organizations,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  limits jsonb not null check (jsonb_typeof(limits) = 'object'),
  primary key (org_id, currency)
);
alter table organization_limits enable row level security;
alter table organization_limits force row level security;
create policy tenant on organization_limits
  using (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid))
  with check (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid));
grant select, insert, update on organization_limits to tillbridge_app;

-- Opening hours of the shops that say none of their own, on the clock of each. Null: always open.
alter table organizations add column opening_hours jsonb check (jsonb_typeof(opening_hours) = 'array');
grant update (opening_hours) on organizations to tillbridge_app;

-- In `shop_limits` a key that is there is the shop's own, with null for "no limit"; one that is absent follows the
-- organization. Shops that were set up before this set everything themselves.
alter table shop_limits disable trigger shop_limits_configuration;
alter table shop_limits no force row level security;
update shop_limits
set limits = '{"payoutWithoutApprovalMinor": null, "variance": null, "parLevels": []}'::jsonb || limits;
alter table shop_limits force row level security;
alter table shop_limits enable trigger shop_limits_configuration;

-- A shop that begins to follow while the organization changes what is followed would be seen by neither: they wait here.
create function wait_for_organization() returns trigger
language plpgsql
as $$
begin
  perform 1 from organizations where org_id = new.org_id for share;
  return new;
end
$$;
create trigger shop_limits_organization before insert or update on shop_limits
  for each row execute function wait_for_organization();

-- A trigger, so that no default changes without a new version for every shop that follows it, and for no other.
create function raise_followers() returns trigger
language plpgsql
as $$
declare
  was jsonb := case when tg_op = 'INSERT' then '{}' else old.limits end;
begin
  perform 1 from organizations where org_id = new.org_id for no key update;
  insert into shop_configurations as c (org_id, shop_id, version)
  select s.org_id, s.shop_id, 1
  from shops s
  left join shop_limits l on l.org_id = s.org_id and l.shop_id = s.shop_id
  where s.org_id = new.org_id
    and s.currency = new.currency
    and exists (
      select
      from unnest(array['payoutWithoutApprovalMinor', 'variance', 'parLevels']) as setting
      where was -> setting is distinct from new.limits -> setting
        and not coalesce(l.limits ? setting, false))
  order by s.shop_id
  on conflict (org_id, shop_id) do update set version = c.version + 1, changed_at = now();
  return null;
end
$$;
create trigger organization_limits_configuration after insert or update on organization_limits
  for each row execute function raise_followers();
