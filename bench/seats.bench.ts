import pg from 'pg';
import { type AnswerIn, answer, claimSeats } from '../src/features/callouts/index.ts';
import { type Claim, freePlaces, PLACES, type Seat, seatInOrder } from '../src/features/callouts/rules.ts';
import * as store from '../src/features/callouts/store.ts';
import { openIncident } from '../src/features/incidents/index.ts';
import { cellOf, distanceM, type Point } from '../src/features/places/index.ts';
import { batcher } from '../src/platform/batch.ts';
import type { Ctx } from '../src/platform/context.ts';
import { newId } from '../src/platform/id.ts';
import { openHouse } from './house.ts';
import { bench, interleaved, line, type Own, ratios, spread, told, verdict } from './kit.ts';
import { ownerOf } from './server.ts';

// Target 9. In memory: the place rule over random races, each result checked by counting anew. On the database: more
// people say yes at once than there are places, through the very command that the doors use, against a bare batched
// UPDATE of as many rows in batches of the same size.
const races = 10_000_000;
const longestMs = 25_000;
const callouts = 24;
const askedEach = 64;
const batchSize = 64;

const at = (northM: number, eastM: number): Point => ({
  lat: 40.7 + northM / 111_195,
  lon: -73.9 + eastM / 84_300,
});

/** One scene: claims for places near each other, some seats taken. Returns how many claims, throws when too many sit. */
function race(): number {
  const somewhere = () => at(Math.random() * 1500, Math.random() * 1500);
  const anchors = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, somewhere);
  const groups = anchors.map((anchor, i) => ({ name: String(i), anchor, meet: somewhere() }));
  let n = 0;
  const claims: Claim[] = Array.from({ length: 4 + Math.floor(Math.random() * 12) }, () => {
    const { name, anchor, meet } = groups[Math.floor(Math.random() * groups.length)]!;
    n += 1;
    return {
      subject: `s${n}`,
      personId: `p${Math.floor(Math.random() * 14)}`,
      points: [meet, anchor],
      group: name,
    };
  });
  const held: Seat[] = [];
  const room = new Map(groups.map(({ name }) => [name, Math.floor(Math.random() * 5)]));
  const answers = seatInOrder(claims, held, anchors, room);
  const seated = claims.filter((_, i) => answers[i] === 'seated');
  for (const point of [...anchors, ...seated.flatMap((s) => s.points)]) {
    const there = seated.filter((s) => s.points.some((p) => distanceM(p, point) <= 500)).length;
    if (there > PLACES) throw new Error(`${there} people within 500 m`);
  }
  for (const { name } of groups)
    if (seated.filter((s) => s.group === name).length > room.get(name)!) throw new Error('more than wanted');
  if (new Set(seated.map((s) => s.personId)).size !== seated.length) throw new Error('one person, two seats');
  if (seated.length > 0 && freePlaces(seated[0]!.points, seated, anchors) < 0) throw new Error('below none');
  return claims.length;
}

function raceInMemory() {
  const began = performance.now();
  let done = 0;
  while (done < races && performance.now() - began < longestMs) done += race();
  const perSecond = (done / (performance.now() - began)) * 1000;
  line('races for a place in memory, over-subscribed', `${done.toLocaleString('en-US')}, 0`);
  line('claims decided and checked /s', Math.round(perSecond).toLocaleString('en-US'));
}

/** A yes, and the place it is about. */
type Yes = AnswerIn & { claim: Claim };

/** Call-outs far from each other, each with more people asked than it has places. */
async function ask(ctx: Ctx): Promise<Yes[]> {
  const people = await ctx.tx
    .selectFrom('responders')
    .select('person_id as id')
    .where('network_id', '=', ctx.network.id)
    .where('active', '=', true)
    .where('observer_until', '>', ctx.now)
    .limit(callouts * askedEach)
    .execute();
  const each = Math.floor(people.length / callouts);
  const answers: Yes[] = [];
  for (let i = 0; i < callouts; i++) {
    const point = at(Math.floor(i / 6) * 3000, (i % 6) * 3000);
    const incidentId = newId();
    await openIncident(ctx, { id: incidentId, kind: 'sighting', point, label: `Place ${i}` });
    const id = newId();
    await store.insertCallout(ctx, {
      ...{
        id,
        incidentId,
        purpose: 'observe',
        manner: 'pair',
        code: `B${i}`,
        wanted: 4,
        roles: [],
        confirmedAt: null,
      },
      ...{ languages: [], zoneId: null, cell: cellOf(point), brief: null, relieves: [], minutes: 30 },
      meetPoint: ctx.vault.encrypt({ meet: point, incident: point }, { record: id, field: 'meet_point' }),
      meetLabel: ctx.vault.encrypt('Here', { record: id, field: 'meet_label' }),
      ...{ checkInMinutes: 30, by: people[0]!.id, at: ctx.now, drill: false },
    });
    const rows = people.slice(i * each, (i + 1) * each).map((p) => ({
      ...{ id: newId(), calloutId: id, incidentId, personId: p.id, role: 'observer', language: 'en' },
      ...{ distanceM: 500, wave: 1 },
    }));
    await store.insertAssignments(ctx, rows);
    answers.push(
      ...rows.map((row) => ({
        actId: newId(),
        assignmentId: row.id,
        says: 'yes' as const,
        actor: {
          kind: 'person' as const,
          id: null,
          personId: row.personId,
          callSign: null,
          roles: [],
          confirmedAt: null,
        },
        claim: { subject: row.id, personId: row.personId, points: [point], group: id },
      })),
    );
  }
  return answers;
}

/** Makes everything as if nobody had answered yet. */
const unanswer = (owner: pg.Client) =>
  owner.query(`truncate seats, assignment_acts;
    update assignments set state = 'asked', answered_at = null, answered_by = null, eta_at = null where wave = 1;
    update callouts set closed_at = null, closed_as = null;
    update responders set out_on = null;
    delete from incident_entries where kind like 'assignment.%'`);

async function raceOnDisk(own: Own) {
  const house = await openHouse(own);
  const owner = new pg.Client(await ownerOf(house.services.config.dataDir));
  await owner.connect();
  own.closing(() => owner.end());
  const answers = await house.tx(ask);
  await owner.query(`create table bare_seats as select id, state::text, null::timestamptz as answered_at from assignments;
    alter table bare_seats add primary key (id)`);
  const shuffled = () => answers.map((a) => ({ ...a, actId: newId() })).sort(() => Math.random() - 0.5);
  let accepted = 0;
  let over = 0;
  const sides = {
    async ours() {
      await unanswer(owner);
      const take = batcher(batchSize, (items: AnswerIn[]) => house.tx((ctx) => answer(ctx, items)));
      const all = shuffled();
      const began = performance.now();
      const results = await Promise.all(all.map(take));
      const seconds = (performance.now() - began) / 1000;
      accepted += results.filter((r) => r.outcome === 'accepted').length;
      const { rows } = await owner.query<{ n: number }>(
        'select count(*)::int as n from (select 1 from seats join assignments a on a.id = subject group by callout_id having count(*) > 4) t',
      );
      over += rows[0]!.n;
      return all.length / seconds;
    },
    async places() {
      await unanswer(owner);
      const room = new Map(answers.map(({ claim }) => [claim.group!, 4]));
      const all = shuffled().map(({ claim }) => claim);
      let seated = 0;
      const began = performance.now();
      for (let i = 0; i < all.length; i += batchSize) {
        const given = await house.tx((ctx) => claimSeats(ctx, all.slice(i, i + batchSize), room));
        seated += given.filter((g) => g === 'seated').length;
      }
      if (seated !== callouts * 4) throw new Error(`${seated} seated`);
      return (all.length / (performance.now() - began)) * 1000;
    },
    async bare() {
      const ids = shuffled().map((a) => a.assignmentId);
      const began = performance.now();
      for (let i = 0; i < ids.length; i += batchSize)
        await owner.query(
          `update bare_seats set state = 'accepted', answered_at = now() where id = any($1)`,
          [ids.slice(i, i + batchSize)],
        );
      return (ids.length / (performance.now() - began)) * 1000;
    },
  };
  await interleaved(1, sides);
  accepted = 0;
  const rounds = 5;
  const read = await interleaved(rounds, sides);
  const said = answers.length * rounds;
  line(
    `yeses at once for ${callouts * 4} places, ${rounds} rounds`,
    `${said} said, ${accepted} seated, ${over} over`,
  );
  line(`bare UPDATE in batches of ${batchSize}, rows /s`, told(spread(read.bare)));
  line('answers /s, each seated or kept as a reserve', told(spread(read.ours)));
  line('the place rule alone (lock, rule, seats), claims /s', told(spread(read.places)));
  verdict('places alone to bare batched UPDATE', ratios(read.places, read.bare), { atLeast: 0.6 });
  verdict('answers to bare batched UPDATE', ratios(read.ours, read.bare), { atLeast: 0.6 });
  if (over > 0 || accepted !== callouts * 4 * rounds) throw new Error('the seats are not as they must be');
}

await bench(async (own) => {
  raceInMemory();
  await raceOnDisk(own);
});
