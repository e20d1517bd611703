-- Room on the disk of the shop PC, as its agent said last at open: the one thing a full disk may keep out of the journal.
alter table agents
  add column disk_state text check (disk_state in ('ok', 'low', 'full', 'stopped')),
  add column disk_since timestamptz,
  add column disk_free_bytes bigint check (disk_free_bytes >= 0),
  add constraint agents_disk check ((disk_state is null) = (disk_since is null) and (disk_state is null) = (disk_free_bytes is null));
