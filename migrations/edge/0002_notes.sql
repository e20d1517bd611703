-- What the agent must not forget and what is no fact: the configuration of the cloud, wrong PINs, the shift that is open.
-- A note can be written in the commit of the fact that changes it, so that neither stands without the other.
create table note (
  name text primary key check (length(name) between 1 and 80),
  value text not null
) strict, without rowid;
