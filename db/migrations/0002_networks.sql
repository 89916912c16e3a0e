-- A network is the tenant. Its doors (host name, phone number) are what a request shows before there is a session.
create table networks (
  network_id uuid primary key,
  slug clear not null,
  name clear not null,
  time_zone clear not null,
  us_state clear not null,
  languages clear[] not null,
  emergency_number clear not null,
  demo boolean not null default false,
  created_at timestamptz not null
);
select secure('networks', 'select, insert, update');

create table doors (
  network_id uuid not null references networks,
  kind clear not null check (kind in ('host', 'phone')),
  key clear not null,
  primary key (network_id, kind, key)
);
create index doors_by_key on doors (kind, key);
select secure('doors');

-- The one look-up before a session: which network does this door belong to?
create function network_at_door(door_kind text, door_key text) returns uuid
language sql stable security definer set search_path = public as
$$ select network_id from doors where kind = door_kind and key = door_key limit 1 $$;

-- For workers, which serve all networks: ids only.
create function network_ids() returns setof uuid
language sql stable security definer set search_path = public as
$$ select network_id from networks order by created_at, network_id $$;
revoke execute on function network_at_door, network_ids from public;
grant execute on function network_at_door, network_ids to porchlight_app;
