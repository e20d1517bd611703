-- Keys that are made, handed over and taken back one by one. A key belongs to one agent and buys nothing without the
-- signature of that agent's PC. What a key may do is fixed when it is made.
alter table agent_keys
  add column label text not null default '' check (length(label) <= 60),
  add column scopes text[] not null default array['facts.deliver', 'configuration.read', 'command.carry-out']
    check (scopes <@ array['facts.deliver', 'configuration.read', 'command.carry-out'] and cardinality(scopes) between 1 and 3),
  -- Null: the agent itself, by a rotation.
  add column made_by uuid references people,
  -- The key that this one takes over from; that one lives for a grace after the first use of this one.
  add column replaces text,
  add column dies_at timestamptz,
  add foreign key (org_id, replaces) references agent_keys (org_id, key_id);
create index agent_keys_maker on agent_keys (made_by) where made_by is not null;
create index agent_keys_replaces on agent_keys (org_id, replaces) where replaces is not null;
-- A token names the scopes of its key, which is safe only while they cannot change.
revoke update on agent_keys from tillbridge_app;
grant update (first_used_at, last_used_at, last_used_from, revoked_at, dies_at) on agent_keys to tillbridge_app;

-- What the key of this code may do: never more than whoever made the code.
alter table pairing_codes
  add column scopes text[] not null default array['facts.deliver', 'configuration.read', 'command.carry-out']
    check (scopes <@ array['facts.deliver', 'configuration.read', 'command.carry-out']);

-- One word more in the three functions that ask whether a key lives: one that has had its time does not.
do $$
declare
  named text;
  before text;
  after text;
begin
  foreach named in array array['live_agent', 'stream_view', 'take_custody'] loop
    before := pg_get_functiondef(named::regproc);
    after := replace(before, 'k.revoked_at is null', 'k.revoked_at is null and (k.dies_at is null or k.dies_at > now())');
    if after = before then
      raise exception '% asks no key', named;
    end if;
    execute after;
  end loop;
end
$$;
