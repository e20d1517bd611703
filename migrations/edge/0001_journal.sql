-- The journal of one shop PC. A row of fact is written once; only its bytes are ever let go, never its hash.

create table install (
  one integer primary key check (one = 1),
  install_id text not null check (length(install_id) = 32),
  -- raised and committed before a process first speaks to the cloud
  start_number integer not null check (start_number >= 0),
  -- the history of the cloud this journal last agreed with
  incarnation text
) strict;

create table epoch (
  ordinal integer primary key check (ordinal between 1 and 8000),
  epoch text not null unique check (length(epoch) = 32),
  header text not null,
  header_hash blob not null check (length(header_hash) = 32),
  -- null while facts are still written into it
  left_because text,
  acked integer not null default 0 check (acked >= 0),
  acked_hash blob not null check (length(acked_hash) = 32),
  -- 1: the cloud said that the whole of a left epoch is in custody
  held integer not null default 0 check (held in (0, 1)),
  pruned_to integer not null default 0 check (pruned_to >= 0)
) strict;

create unique index epoch_one_live on epoch ((left_because is null)) where left_because is null;

-- place = ordinal * 2^40 + sequence: one b-tree, appended at its end, so that a commit touches one page
create table fact (
  place integer primary key,
  hash blob not null check (length(hash) = 32),
  -- canonical bytes, resent verbatim; null once pruned
  bytes blob
) strict;

-- where the intent of an operation stands, so that the same request is never carried out twice
create table operation (
  operation text primary key,
  place integer not null
) strict, without rowid;

-- what could not be read as lines, kept as files and sent as they are
create table salvage (
  hash text primary key check (length(hash) = 64),
  file text not null,
  bytes integer not null check (bytes >= 0)
) strict;

-- journals that were moved out of the way and whose readable lines are in this one
create table set_aside (
  folder text primary key,
  at text not null
) strict;
