-- Months are made and dropped by one at a time, whoever asks. The worker archives and restores under a lock of its own, so
-- this has happened to nobody; but without that lock two who brought the same month back at once both found it missing, and
-- the second stood before a table that existed already; and a month that was made while it was dropped was taken for one
-- without a table of its own, and was written down as dropped while its rows stayed.
alter function make_month(date) rename to make_month_alone;
alter function drop_archived_month(date) rename to drop_archived_month_alone;
-- Called by the two below, with their owner's rights.
alter function make_month_alone(date) security invoker;
alter function drop_archived_month_alone(date) security invoker;
revoke all on function make_month_alone, drop_archived_month_alone from public, tillbridge_app;

-- Until the end of the transaction. A wait for it counts as a wait for any lock.
create function alone_with_months() returns void
language sql
as $$ select pg_advisory_xact_lock(hashtextextended('months', 0)) $$;

-- Makes the tables of a month and moves what came late into them; false where they are there already.
create function make_month(p_month date) returns boolean
language plpgsql
security definer
set search_path = public, pg_temp
as $$
begin
  perform alone_with_months();
  return make_month_alone(p_month);
end
$$;

-- Takes a month out of the online tables, as `drop_archived_month_alone` says. Whoever finds months being made or dropped
-- comes again later.
create function drop_archived_month(p_month date) returns text
language plpgsql
security definer
set search_path = public, pg_temp
set lock_timeout = '800ms'
as $$
begin
  perform alone_with_months();
  return drop_archived_month_alone(p_month);
end
$$;

revoke all on function alone_with_months, make_month, drop_archived_month from public;
grant execute on function make_month, drop_archived_month to tillbridge_app;
