-- Who did what, when, from where, chained by hash per organization. The app role may only append, through append_audit().

create table audit_heads (
  org_id uuid primary key references organizations,
  last_no bigint not null default 0,
  last_hash bytea not null default decode(repeat('00', 32), 'hex')
);

create table audit_events (
  org_id uuid not null references organizations,
  event_no bigint not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'agent', 'system')),
  actor_id uuid,
  action text not null check (length(action) between 3 and 80),
  subject text,
  refused boolean not null default false,
  address text,
  detail jsonb not null default '{}',
  hash bytea not null check (length(hash) = 32),
  primary key (org_id, event_no)
);

create function append_audit(
  p_org uuid, p_actor_kind text, p_actor uuid, p_action text, p_subject text, p_refused boolean, p_address text, p_detail jsonb
) returns bigint
language plpgsql
security definer
set search_path = public, pg_temp
as $$
declare
  head audit_heads%rowtype;
  moment timestamptz := clock_timestamp();
  new_hash bytea;
begin
  if p_org is distinct from nullif(current_setting('app.org_id', true), '')::uuid then
    raise exception 'append_audit: not the organization of this transaction' using errcode = '42501';
  end if;
  insert into audit_heads (org_id) values (p_org) on conflict do nothing;
  select * into strict head from audit_heads where org_id = p_org for update;
  new_hash := sha256(
    head.last_hash || convert_to(
      jsonb_build_array(head.last_no + 1, extract(epoch from moment), p_actor_kind, p_actor, p_action, p_subject, p_refused, p_address, p_detail)::text, 'UTF8'));
  insert into audit_events (org_id, event_no, at, actor_kind, actor_id, action, subject, refused, address, detail, hash)
  values (p_org, head.last_no + 1, moment, p_actor_kind, p_actor, p_action, p_subject, p_refused, p_address, p_detail, new_hash);
  update audit_heads set last_no = head.last_no + 1, last_hash = new_hash where org_id = p_org;
  return head.last_no + 1;
end
$$;
revoke all on function append_audit from public;
