-- Public halves of the rings' keys, by epoch. Sealing needs no secret; who keeps the private halves is another room's business.
create table desk_keys (
  network_id uuid not null references networks,
  ring clear not null check (ring in ('desk', 'legal', 'conduct')),
  epoch int not null,
  public_key clear_bytes not null,
  at timestamptz not null,
  primary key (network_id, ring, epoch)
);
select secure('desk_keys', 'select, insert');

-- The keys of records, each wrapped to a ring's epoch. Apart from what they open: to delete one shreds what was sealed
-- under it, to replace one moves it to a new epoch, and neither touches the boxes. A box names its key in its first
-- bytes, so that what is sealed later about a record can have a key of its own: whoever seals it need not open the first.
create table record_keys (
  network_id uuid not null,
  id uuid not null,
  record uuid not null,
  ring clear not null,
  epoch int not null,
  wrap clear_bytes not null,
  at timestamptz not null,
  primary key (network_id, id, ring),
  foreign key (network_id, ring, epoch) references desk_keys
);
-- Shredding goes by record.
create index record_keys_by_record on record_keys (network_id, record);
select secure('record_keys');
