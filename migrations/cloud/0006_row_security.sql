-- Row security, forced on every tenant table. `withTenant` sets app.org_id for one transaction; without it nothing is seen.

create function current_org() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.org_id', true), '')::uuid $$;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array[
    'organizations', 'shops', 'roles', 'memberships', 'membership_shops',
    'agents', 'agent_keys', 'pairing_codes', 'streams', 'stream_segments', 'declared_losses', 'quarantine', 'salvage_files', 'salvage_chunks',
    'machines', 'facts', 'cash_transactions', 'denomination_lines', 'device_keys', 'open_operations',
    'facts_late', 'cash_transactions_late', 'denomination_lines_late',
    'machine_states', 'machine_units', 'machine_inventory', 'shop_versions',
    'hourly_summaries', 'daily_summaries', 'monthly_summaries',
    'audit_heads', 'audit_events'
  ] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;

-- Three narrow gates for the moments before the organization is known: a person's own memberships, one key by its
-- public id, one pairing code by its locator. Each shows only rows the caller already named.
create policy own_memberships on memberships for select
  using (person_id = (select nullif(current_setting('app.person_id', true), '')::uuid));
create policy named_key on agent_keys for select
  using (key_id = (select nullif(current_setting('app.key_id', true), '')));
create policy named_code on pairing_codes for select
  using (locator = (select nullif(current_setting('app.code_locator', true), '')));

-- Months are made ahead by the owner; the worker asks for them through this function because the app role has no DDL.
create function ensure_months(p_from date, p_months integer) returns integer
language plpgsql
security definer
set search_path = public, pg_temp
as $$
declare
  parent text;
  first_day date;
  part text;
  made integer := 0;
begin
  if p_months not between 1 and 60 then
    raise exception 'ensure_months: 1 to 60 months';
  end if;
  for step in 0 .. p_months - 1 loop
    first_day := (date_trunc('month', p_from) + make_interval(months => step))::date;
    foreach parent in array array['facts', 'cash_transactions', 'denomination_lines'] loop
      part := format('%s_%s', parent, to_char(first_day, 'YYYY_MM'));
      if to_regclass('public.' || part) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent, first_day, (first_day + interval '1 month')::date);
        execute format('alter table %I enable row level security', part);
        execute format('alter table %I force row level security', part);
        execute format(
          'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
           with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', part);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end
$$;
revoke all on function ensure_months from public;

grant usage on schema public to tillbridge_app, tillbridge_backup;
grant select on all tables in schema public to tillbridge_backup;
alter default privileges in schema public grant select on tables to tillbridge_backup;

grant select on organizations, shops, roles, memberships, membership_shops, machines, incarnations to tillbridge_app;
grant select, insert, update on people, sessions, throttles to tillbridge_app;
grant select, insert, update, delete on refresh_tokens to tillbridge_app;
grant delete on throttles to tillbridge_app;
grant insert, update on shops, machines, roles, memberships to tillbridge_app;
grant insert, delete on membership_shops to tillbridge_app;
grant insert on organizations to tillbridge_app;
grant select, insert, update on agents, agent_keys, pairing_codes, streams, quarantine, declared_losses, salvage_files to tillbridge_app;
grant select, insert on stream_segments, salvage_chunks, facts, cash_transactions, denomination_lines, device_keys to tillbridge_app;
grant select, insert, update, delete on open_operations, machine_units, machine_inventory to tillbridge_app;
grant select, insert, update on machine_states, shop_versions, hourly_summaries, daily_summaries, monthly_summaries to tillbridge_app;
grant select on audit_events, audit_heads to tillbridge_app;
grant execute on function append_audit, ensure_months to tillbridge_app;

select ensure_months((date_trunc('month', now()) - interval '4 months')::date, 8);
