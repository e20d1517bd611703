-- Manifests of the archive are signed. A volume without a key was written before that: it can be read, by the hash that
-- stands here, but no month is dropped on its word again.

alter table archive_volumes
  add column key_id text check (key_id ~ '^[0-9a-f]{16}$');

-- As before, and only on the word of signed volumes.
--
-- Takes a month out of the online tables, if for every organization the verified volumes hold exactly as many rows as
-- the tables: rows are only ever added, so equal counts are equal rows. Counted under a lock that keeps writers out;
-- whoever reads is in the way for the moment of the detaching only. `differs`: something arrived since; archive again.
-- Waits less for a lock than Postgres waits before it looks for a deadlock, so that nobody else becomes its victim.
create or replace function drop_archived_month(p_month date) returns text
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
    where v.org_id = org and v.month = first_day and v.state in ('verified', 'restored') and v.key_id is not null;
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
