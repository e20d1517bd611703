-- A fact whose bytes the cloud has lost, or that were changed, is asked of the shop again: its journal keeps them for
-- months after they were acknowledged. What the shop sends is believed only where the hashes prove it.

-- Places whose bytes are not what the list says, for as long as that is so.
create table wanted_places (
  org_id uuid not null,
  agent_id uuid not null,
  epoch text not null,
  sequence bigint not null check (sequence >= 1),
  -- Of the divergence that tells of it.
  subject text not null check (length(subject) between 1 and 200),
  asked_at timestamptz,
  -- What the shop said last: it has no such bytes (any more), or it sent others. Said by which start, and how often by that one.
  answer text check (answer in ('gone', 'other')),
  answered_start text,
  answers integer not null default 0 check (answers >= 0),
  -- In its place again; the day that is to be derived again then, until the range was compared.
  put_back_day date,
  primary key (org_id, agent_id, epoch, sequence),
  foreign key (org_id, agent_id, epoch) references streams
);
alter table wanted_places enable row level security;
alter table wanted_places force row level security;
create policy tenant on wanted_places using (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid))
  with check (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid));
grant select, insert, update, delete on wanted_places to tillbridge_app;

alter table divergences
  add column asked_at timestamptz,
  add column put_back integer not null default 0 check (put_back >= 0),
  add column put_back_at timestamptz;

-- Puts given bytes into the place of a stream whose own are missing or altered: where they have the hash of the list, and
-- the line after them, where that is proven, names no other. Only `mend_fact` has the right to do it, and looks at the hash
-- itself. Answers the business day; null: they prove nothing.
create function put_back(p_org uuid, p_agent uuid, p_epoch text, p_place bigint, p_lines_max integer, p_given bytea) returns date
language plpgsql
as $$
begin
  perform from streams s
  where s.org_id = p_org and s.agent_id = p_agent and s.epoch = p_epoch
  for no key update;
  if hash_named_after(p_org, p_agent, p_epoch, p_place, p_lines_max) <> sha256(p_given) then
    return null;
  end if;
  return mend_fact(p_org, p_agent, p_epoch, p_place, 0, p_lines_max, p_given);
end
$$;
revoke all on function put_back from public;
grant execute on function put_back to tillbridge_app;
