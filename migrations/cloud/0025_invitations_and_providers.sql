-- How people come in: invitations by mail, a new password by mail, and sign-in services of an organization.

create table invitations (
  org_id uuid not null references organizations,
  invitation_id uuid not null,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  language text not null check (language in ('th', 'en')),
  role_id uuid not null,
  all_shops boolean not null,
  -- SHA-256 of the token in the mail. A new mail makes a new one, so that only the last mail opens the door.
  token_hash bytea not null check (length(token_hash) = 32),
  invited_by uuid not null references people,
  sent_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references people,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, invitation_id),
  foreign key (org_id, role_id) references roles,
  check ((accepted_at is null) = (accepted_by is null)),
  check (accepted_at is null or revoked_at is null)
);
create unique index invitations_open on invitations (org_id, email) where accepted_at is null and revoked_at is null;
create index invitations_token on invitations (org_id, token_hash);
create index invitations_role on invitations (org_id, role_id);
create index invitations_inviter on invitations (invited_by);
create index invitations_accepter on invitations (accepted_by) where accepted_by is not null;

create table invitation_shops (
  org_id uuid not null,
  invitation_id uuid not null,
  shop_id uuid not null,
  primary key (org_id, invitation_id, shop_id),
  foreign key (org_id, invitation_id) references invitations,
  foreign key (org_id, shop_id) references shops
);
create index invitation_shops_shop on invitation_shops (org_id, shop_id);

-- One that was asked for an address nobody has names no person: writing it takes as long, and it opens nothing.
create table password_resets (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id uuid references people,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_resets_person on password_resets (person_id);
create index password_resets_expiry on password_resets (expires_at);

create table sign_in_providers (
  org_id uuid not null references organizations,
  provider_id uuid not null,
  label text not null check (length(label) between 1 and 60),
  issuer text not null check (length(issuer) <= 500),
  client_id text not null check (length(client_id) between 1 and 200),
  -- Encrypted under a key of the installation, bound to this row.
  secret_sealed bytea not null,
  scopes text not null default 'openid' check (scopes ~ '^openid( [a-zA-Z0-9_.:/-]+)*$' and length(scopes) <= 200),
  removed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, provider_id)
);

-- Who somebody is at a sign-in service: issuer and subject, nothing else. Never found by an e-mail address.
create table identities (
  org_id uuid not null,
  identity_id uuid not null,
  provider_id uuid not null,
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  person_id uuid not null,
  linked_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (org_id, identity_id),
  unique (org_id, issuer, subject),
  foreign key (org_id, provider_id) references sign_in_providers,
  foreign key (org_id, person_id) references memberships
);
create index identities_provider on identities (org_id, provider_id);
create index identities_person on identities (org_id, person_id);

-- A trip to a sign-in service and back: single use, for one browser, one provider, one purpose.
create table provider_trips (
  org_id uuid not null,
  state_hash bytea not null check (length(state_hash) = 32),
  browser_hash bytea not null check (length(browser_hash) = 32),
  provider_id uuid not null,
  purpose text not null check (purpose in ('sign-in', 'link', 'invitation')),
  next_path text not null check (length(next_path) <= 2000),
  person_id uuid,
  session_id uuid references sessions,
  invitation_id uuid,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (org_id, state_hash),
  foreign key (org_id, provider_id) references sign_in_providers,
  foreign key (org_id, person_id) references memberships,
  foreign key (org_id, invitation_id) references invitations,
  check ((purpose = 'link') = (person_id is not null and session_id is not null)),
  check ((purpose = 'invitation') = (invitation_id is not null))
);
create index provider_trips_provider on provider_trips (org_id, provider_id);
create index provider_trips_person on provider_trips (org_id, person_id) where person_id is not null;
create index provider_trips_session on provider_trips (session_id) where session_id is not null;
create index provider_trips_invitation on provider_trips (org_id, invitation_id) where invitation_id is not null;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['invitations', 'invitation_shops', 'sign_in_providers', 'identities', 'provider_trips'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy tenant on %I using (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))
       with check (org_id = (select nullif(current_setting(''app.org_id'', true), '''')::uuid))', tenant_table);
  end loop;
end
$$;
grant select, insert, update on invitations, sign_in_providers to tillbridge_app;
grant select, insert on invitation_shops to tillbridge_app;
grant select, insert, update, delete on identities, provider_trips, password_resets to tillbridge_app;
