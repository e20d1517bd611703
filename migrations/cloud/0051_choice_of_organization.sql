-- Where a person who belongs to several organizations was last, so that they arrive there at their next sign-in.

alter table memberships add column chosen_at timestamptz;

-- Remembering a choice changes nobody's rights: it wakes no process.
drop trigger memberships_rights on memberships;
create trigger memberships_rights after update of role_id, all_shops, removed_at on memberships
  for each row execute function tell_rights();
