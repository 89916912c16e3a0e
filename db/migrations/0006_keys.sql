-- Public halves of the desk's keys. Sealing needs no secret; who keeps the private halves is another room's business.
create table desk_keys (
  network_id uuid not null references networks,
  epoch int not null,
  public_key clear_bytes not null,
  at timestamptz not null,
  primary key (network_id, epoch)
);
select secure('desk_keys', 'select, insert');
