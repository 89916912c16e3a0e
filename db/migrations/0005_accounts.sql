-- Who may sign in and with what authority. A role may be for one chapter (null: the whole network).
create table accounts (
  network_id uuid not null references networks,
  id uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (network_id, id)
);
select secure('accounts', 'select, insert, update');

-- How people sign in here, where a network chose otherwise than the default; no row: the default.
create table sign_in_rules (
  network_id uuid primary key references networks,
  desk_needs_passkey boolean not null,
  on_shift_roles clear[] not null, -- roles that act only while their holder is on shift
  at timestamptz not null,
  by uuid
);
select secure('sign_in_rules', 'select, insert, update');

create table role_grants (
  network_id uuid not null,
  account_id uuid not null,
  role clear not null check (role in ('operator','dispatcher','verifier','observer','trainer','coordinator','legal','counsel','admin')),
  chapter_id uuid,
  by uuid,
  at timestamptz not null,
  starts_at timestamptz not null,
  ends_at timestamptz, -- null: until it is ended
  ended_at timestamptz,
  ended_by uuid,
  id uuid not null,
  primary key (network_id, id),
  foreign key (network_id, account_id) references accounts,
  check (ends_at > starts_at)
);
create index role_grants_by_account on role_grants (network_id, account_id) where ended_at is null;
select secure('role_grants', 'select, insert, update');

-- A passkey's public half. The counter shows a copied authenticator: it must grow where it is used at all.
create table passkeys (
  network_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  credential_id clear_bytes not null,
  public_key clear_bytes not null,
  counter bigint not null,
  transports clear[] not null default '{}',
  backed_up boolean not null,
  name encrypted, -- as its owner calls the device
  created_at timestamptz not null,
  used_at timestamptz not null,
  ended_at timestamptz,
  primary key (network_id, id),
  unique (network_id, credential_id),
  foreign key (network_id, account_id) references accounts
);
create index passkeys_by_account on passkeys (network_id, account_id) where ended_at is null;
select secure('passkeys', 'select, insert, update');

-- What a browser must sign next, once and within minutes; taken out when it comes back.
create table challenges (
  network_id uuid not null references networks,
  challenge clear_bytes not null,
  purpose clear not null check (purpose in ('register','sign-in','confirm')),
  account_id uuid,
  expires_at timestamptz not null,
  primary key (network_id, challenge)
);
create index challenges_by_age on challenges (network_id, expires_at);
select secure('challenges', 'select, insert, delete');

create table sessions (
  network_id uuid not null,
  id uuid not null,
  token_hash clear_bytes not null,
  prior_hash clear_bytes, -- the token before: good for a renewal whose answer got lost, for nothing else
  account_id uuid not null,
  face clear not null check (face in ('desk','field')),
  way clear not null check (way in ('passkey','invite','demo')),
  passkey_id uuid,
  device encrypted, -- as its owner calls it
  device_key clear_bytes, -- public half of a key pair that the browser cannot give away
  renew_by timestamptz, -- from then on the token needs a proof by the device's key
  created_at timestamptz not null,
  seen_at timestamptz not null,
  confirmed_at timestamptz not null, -- when its owner last proved who they are; exports, keys and roles ask for it
  expires_at timestamptz not null,
  told_at timestamptz, -- when its owner was told of it in another session
  ended_at timestamptz,
  primary key (network_id, id),
  unique (network_id, token_hash),
  foreign key (network_id, account_id) references accounts,
  foreign key (network_id, passkey_id) references passkeys,
  check ((device_key is null) = (renew_by is null))
);
create index sessions_by_prior on sessions (network_id, prior_hash) where prior_hash is not null;
create index sessions_by_account on sessions (network_id, account_id, created_at);
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
select secure('invites');

-- The printed code, one an account at a time: a keyed hash of it.
create table recovery_codes (
  network_id uuid not null,
  account_id uuid not null,
  code_hash clear_bytes not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (network_id, account_id),
  unique (network_id, code_hash),
  foreign key (network_id, account_id) references accounts
);
select secure('recovery_codes', 'select, insert, update');

-- Who failed to sign in lately, in all processes together: a door's keyed hash, or an account. Over an hour later it goes.
create table sign_in_tries (
  network_id uuid not null references networks,
  whose clear not null,
  failures int not null,
  at timestamptz not null,
  primary key (network_id, whose)
);
create index sign_in_tries_by_age on sign_in_tries (network_id, at);
select secure('sign_in_tries');
