-- An approved reversal that was an error is taken back by an entry of the same table, with a number and a day of its own: it
-- books what the movement booked. It is never taken back itself; the movement, which stands again, may be reversed anew.

alter table reversals
  -- The reversal that this entry takes back.
  add column reverses uuid,
  -- Of a reversal: the booked entry that took it back.
  add column restored_by uuid,
  add foreign key (org_id, reverses) references reversals,
  add foreign key (org_id, restored_by) references reversals,
  add check (reverses is null or restored_by is null),
  add check (restored_by is null or ended = 'approved');

-- One entry against a movement stands at a time, and one against a reversal for good.
drop index reversals_transaction;
create unique index reversals_standing on reversals (org_id, transaction_id)
  where reverses is null and restored_by is null and ended is distinct from 'withdrawn';
create unique index reversals_reverses on reversals (org_id, reverses) where reverses is not null and ended is distinct from 'withdrawn';
create index reversals_transaction on reversals (org_id, transaction_id);
create index reversals_restorer on reversals (org_id, restored_by) where restored_by is not null;
grant update (restored_by) on reversals to tillbridge_app;

-- As before, and of an entry that takes a reversal back that one is marked, in the same transaction.
alter function book_reversal rename to book_entry;
create function book_reversal(p_org uuid, p_reversal uuid, p_person uuid) returns table (shop uuid, booked_number integer, booked_day date)
language plpgsql
as $$
begin
  return query select * from book_entry(p_org, p_reversal, p_person);
  if found then
    update reversals r
    set restored_by = p_reversal
    from reversals e
    where e.org_id = p_org and e.reversal_id = p_reversal and r.org_id = e.org_id and r.reversal_id = e.reverses;
  end if;
end
$$;
revoke all on function book_reversal from public;
grant execute on function book_reversal to tillbridge_app;
