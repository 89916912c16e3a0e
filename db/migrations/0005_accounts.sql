-- Who may sign in and with what authority. A role may be for one chapter (null: the whole network).
create table accounts (
  network_id uuid not null references networks,
  id uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (network_id, id)
);
select secure('accounts', 'select, insert, update');

create table role_grants (
  network_id uuid not null,
  account_id uuid not null,
  role clear not null check (role in ('operator','dispatcher','verifier','observer','trainer','coordinator','legal','counsel','admin')),
  chapter_id uuid,
  by uuid,
  at timestamptz not null,
  ended_at timestamptz,
  id uuid not null,
  primary key (network_id, id),
  foreign key (network_id, account_id) references accounts
);
create index role_grants_by_account on role_grants (network_id, account_id) where ended_at is null;
select secure('role_grants', 'select, insert, update');

create table sessions (
  network_id uuid not null,
  token_hash clear_bytes not null,
  account_id uuid not null,
  face clear not null check (face in ('desk','field')),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  confirmed_at timestamptz not null, -- when its owner last proved who they are; exports, keys and roles ask for it
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (network_id, token_hash),
  foreign key (network_id, account_id) references accounts
);
select secure('sessions');

create table invites (
  network_id uuid not null,
  token_hash clear_bytes not null,
  account_id uuid not null,
  by uuid,
  at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (network_id, token_hash),
  foreign key (network_id, account_id) references accounts
);
select secure('invites', 'select, insert, update');
