-- Chapters and zones; a zone is a set of H3 cells (resolution 9). Crossings are public places by name.
create table chapters (
  network_id uuid not null references networks,
  id uuid not null,
  slug clear not null,
  name clear not null,
  primary key (network_id, id),
  unique (network_id, slug)
);
select secure('chapters');

create table zones (
  network_id uuid not null,
  id uuid not null,
  chapter_id uuid not null,
  slug clear not null,
  name clear not null,
  lat public_degrees not null,
  lon public_degrees not null,
  primary key (network_id, id),
  unique (network_id, slug),
  foreign key (network_id, chapter_id) references chapters
);
select secure('zones');

create table zone_cells (
  network_id uuid not null,
  cell clear not null,
  zone_id uuid not null,
  primary key (network_id, cell),
  foreign key (network_id, zone_id) references zones
);
select secure('zone_cells');

create table crossings (
  network_id uuid not null,
  id uuid not null,
  zone_id uuid not null,
  name clear not null,
  lat public_degrees not null,
  lon public_degrees not null,
  primary key (network_id, id),
  foreign key (network_id, zone_id) references zones
);
select secure('crossings');
