-- Months that left the online tables. A volume is what was written of one organization and month at one time; its bytes
-- lie in a store outside, this row says that they were read back and agreed, and when the rows themselves were dropped.

create table archive_volumes (
  org_id uuid not null,
  -- 1, 2, 3 … for each organization; the manifest of each names the hash of the one before.
  volume integer not null check (volume >= 1),
  month date not null check (extract(day from month) = 1),
  -- superseded: a later volume of the month holds everything of this one.
  state text not null check (state in ('verified', 'dropped', 'restored', 'superseded')),
  facts bigint not null check (facts >= 0),
  transactions bigint not null check (transactions >= 0),
  lines bigint not null check (lines >= 0),
  bytes bigint not null check (bytes >= 0),
  manifest_hash bytea not null check (length(manifest_hash) = 32),
  verified_at timestamptz not null default now(),
  dropped_at timestamptz,
  restored_at timestamptz,
  primary key (org_id, volume),
  foreign key (org_id) references organizations
);
create index archive_volumes_month on archive_volumes (org_id, month);

-- What a person asked for; the worker does it and says how it ended.
create table archive_wishes (
  org_id uuid not null,
  wish_id uuid not null,
  month date not null check (extract(day from month) = 1),
  kind text not null check (kind in ('archive', 'restore')),
  asked_by uuid not null references people,
  asked_at timestamptz not null default now(),
  done_at timestamptz,
  failure text check (length(failure) <= 200),
  primary key (org_id, wish_id),
  foreign key (org_id) references organizations
);
create index archive_wishes_open on archive_wishes (org_id, asked_at);
create index archive_wishes_asker on archive_wishes (asked_by);
create unique index archive_wishes_once on archive_wishes (org_id, month, kind) where done_at is null;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['archive_volumes', 'archive_wishes'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert, update on archive_volumes, archive_wishes to tillbridge_app;

-- Makes the partitions of a month, where they are missing. Rows of that month which lie in the late partition move into
-- them: the default partition may hold nothing that has a partition of its own. True where something was made.
create function make_month(p_month date) returns boolean
language plpgsql
security definer
set search_path = public, pg_temp
as $$
declare
  before text := coalesce(current_setting('app.org_id', true), '');
  first_day date := date_trunc('month', p_month)::date;
  next_day date := (first_day + interval '1 month')::date;
  suffix text := to_char(first_day, 'YYYY_MM');
  -- Lines before the transactions that they refer to.
  parents text[] := array['denomination_lines', 'cash_transactions', 'facts'];
  parent text;
  part text;
  org uuid;
begin
  if to_regclass('public.facts_' || suffix) is not null then
    return false;
  end if;
  foreach parent in array parents loop
    part := format('%s_%s', parent, suffix);
    execute format('create table %I (like %I including defaults including constraints)', part, parent);
    execute format('alter table %I enable row level security', part);
    execute format('alter table %I force row level security', part);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', part);
  end loop;
  for org in select org_id from organization_ids loop
    perform set_config('app.org_id', org::text, true);
    foreach parent in array parents loop
      execute format(
        'with moved as (delete from %I where org_id = %L and business_date >= %L and business_date < %L returning *)
         insert into %I select * from moved', parent || '_late', org, first_day, next_day, format('%s_%s', parent, suffix));
    end loop;
  end loop;
  foreach parent in array array['facts', 'cash_transactions', 'denomination_lines'] loop
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, format('%s_%s', parent, suffix), first_day, next_day);
  end loop;
  perform set_config('app.org_id', before, true);
  return true;
end
$$;

create or replace function ensure_months(p_from date, p_months integer) returns integer
language plpgsql
security definer
set search_path = public, pg_temp
as $$
declare
  made integer := 0;
begin
  if p_months not between 1 and 60 then
    raise exception 'ensure_months: 1 to 60 months';
  end if;
  for step in 0 .. p_months - 1 loop
    if make_month((date_trunc('month', p_from) + make_interval(months => step))::date) then
      made := made + 3;
    end if;
  end loop;
  return made;
end
$$;

-- Takes a month out of the online tables, if for every organization the verified volumes hold exactly as many rows as
-- the tables: rows are only ever added, so equal counts are equal rows. Counted under a lock that keeps writers out;
-- whoever reads is in the way for the moment of the detaching only. `differs`: something arrived since; archive again.
-- Waits less for a lock than Postgres waits before it looks for a deadlock, so that nobody else becomes its victim.
create function drop_archived_month(p_month date) returns text
language plpgsql
security definer
set search_path = public, pg_temp
set lock_timeout = '800ms'
as $$
declare
  before text := coalesce(current_setting('app.org_id', true), '');
  first_day date := date_trunc('month', p_month)::date;
  next_day date := (first_day + interval '1 month')::date;
  suffix text := to_char(first_day, 'YYYY_MM');
  attached boolean := to_regclass('public.facts_' || suffix) is not null;
  parent text;
  org uuid;
  held bigint[];
  kept bigint[];
  total bigint := 0;
begin
  if next_day > current_date then
    raise exception 'drop_archived_month: % is not over', suffix;
  end if;
  lock table only facts, only cash_transactions, only denomination_lines in share row exclusive mode;
  for org in select org_id from organization_ids loop
    perform set_config('app.org_id', org::text, true);
    held := array[
      (select count(*) from facts where org_id = org and business_date >= first_day and business_date < next_day),
      (select count(*) from cash_transactions where org_id = org and business_date >= first_day and business_date < next_day),
      (select count(*) from denomination_lines where org_id = org and business_date >= first_day and business_date < next_day)];
    select array[coalesce(sum(v.facts), 0), coalesce(sum(v.transactions), 0), coalesce(sum(v.lines), 0)] into kept
    from archive_volumes v
    where v.org_id = org and v.month = first_day and v.state in ('verified', 'restored');
    if held <> kept then
      perform set_config('app.org_id', before, true);
      return 'differs';
    end if;
    total := total + held[1] + held[2] + held[3];
  end loop;
  if total = 0 and not attached then
    perform set_config('app.org_id', before, true);
    return 'nothing';
  end if;
  foreach parent in array array['denomination_lines', 'cash_transactions', 'facts'] loop
    if attached then
      execute format('alter table %I detach partition %I', parent, format('%s_%s', parent, suffix));
      execute format('drop table %I', format('%s_%s', parent, suffix));
    end if;
  end loop;
  for org in select org_id from organization_ids loop
    perform set_config('app.org_id', org::text, true);
    if not attached then
      foreach parent in array array['denomination_lines', 'cash_transactions', 'facts'] loop
        execute format('delete from %I where org_id = %L and business_date >= %L and business_date < %L', parent || '_late', org, first_day, next_day);
      end loop;
    end if;
    update archive_volumes
    set state = 'dropped', dropped_at = now()
    where org_id = org and month = first_day and state in ('verified', 'restored');
    if found then
      perform append_audit(org, 'system', null, 'archive.dropped', to_char(first_day, 'YYYY-MM'), false, null, '{}');
    end if;
  end loop;
  perform set_config('app.org_id', before, true);
  return 'dropped';
end
$$;
revoke all on function make_month, drop_archived_month from public;
grant execute on function make_month, drop_archived_month to tillbridge_app;
