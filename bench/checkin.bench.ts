import { features } from '../src/composition.ts';
import * as meetings from '../src/features/meetings/commands.ts';
import { mostAtDoor } from '../src/features/meetings/contract.ts';
import { checkIn, planSessions, readRoster, registerAll } from '../src/features/trainings/commands.ts';
import { modulesOf } from '../src/features/trainings/rules.ts';
import { plusMinutes, systemClock } from '../src/platform/clock.ts';
import { newId } from '../src/platform/id.ts';
import { dayAt, minuteAt } from '../src/platform/wall.ts';
import { openHouse } from './house.ts';
import { bench, line, type Own, spread, told, verdict } from './kit.ts';

// Issue 6: 500 people at four doors within a minute without one double. Each is checked in by their code at one door, and at
// the same time at another, as when two door-keepers see the same person; each door does one after the other. Then the same
// at a meeting whose doors had no connection: what each phone kept goes in lists.
const grown = ['playbooks', 'places', 'people'];
const people = 500;
const doors = 4;

async function run(own: Own) {
  const house = await openHouse(
    own,
    undefined,
    features.filter(({ name }) => grown.includes(name)),
  );
  const zone = house.network.timeZone;
  const starts = plusMinutes(systemClock.now(), 30);
  const id = newId();
  const codes = await house.tx(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('people')
      .select(['id', 'chapter_id'])
      .where('network_id', '=', ctx.network.id)
      .where('state', '=', 'active')
      .limit(people)
      .execute();
    const chapterId = rows[0]!.chapter_id;
    await planSessions(ctx, {
      ...{ ids: [id], everyWeeks: 1, course: 'rights', modules: modulesOf('rights').map((m) => m.id) },
      ...{ chapterId, form: 'place', place: 'The hall', link: null, capacity: people, languages: ['en'] },
      ...{ access: [], trainers: [], day: dayAt(starts, zone), startMinute: minuteAt(starts, zone) },
      lengthMinutes: 120,
    });
    const list = rows.map((row) => ({ id: newId(), personId: row.id, language: 'en', needs: [] }));
    return (await registerAll(ctx, id, list)).map(({ code }) => code);
  });
  const queues = Array.from({ length: doors }, (_, door) =>
    codes.filter((_, n) => n % doors === door || (n + 1) % doors === door),
  );
  const took: number[] = [];
  let first = 0;
  const began = performance.now();
  await Promise.all(
    queues.map(async (queue) => {
      for (const code of queue) {
        const from = performance.now();
        const at = systemClock.now().toISOString();
        const { already } = await house.tx((ctx) => checkIn(ctx, id, { id: newId(), at, code }));
        took.push(performance.now() - from);
        if (!already) first++;
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const { items } = await house.tx((ctx) => readRoster(ctx, id));
  const there = items.filter((one) => one.cameAt).length;
  if (there !== codes.length || first !== codes.length)
    throw new Error(`${codes.length} people, ${there} there, ${first} times first`);
  line('people, check-ins at four doors, doubles', `${codes.length}, ${took.length}, 0`);
  line('a check-in, ms', told(spread(took)));
  verdict('all of them at four doors', spread([seconds]), { atMost: 60 }, 's');
  await atMeeting(house);
}

async function atMeeting(house: Awaited<ReturnType<typeof openHouse>>) {
  const id = newId();
  const startsAt = plusMinutes(systemClock.now(), 30);
  const guests = await house.tx(async (ctx) => {
    await meetings.saveMeeting(ctx, {
      ...{ id, chapterId: null, audience: 'public', press: 'open', languages: ['en'], interpreted: [] },
      ...{ startsAt, endsAt: plusMinutes(startsAt, 120), capacity: null, doors, quorum: null, items: [] },
      details: {
        title: 'Evening',
        about: '',
        place: '',
        link: 'https://meet.test',
        access: '',
        handouts: [],
      },
    });
    const rows = await ctx.tx
      .selectFrom('people')
      .select('id')
      .where('network_id', '=', ctx.network.id)
      .where('state', '=', 'active')
      .limit(people)
      .execute();
    const made = [];
    for (const { id: personId } of rows)
      made.push(
        await meetings.addGuest(ctx, {
          ...{ id: newId(), meetingId: id, personId, contact: null, name: null, access: null },
          ...{ language: 'en', source: 'app' },
        }),
      );
    return made.map((guest) => meetings.guestCode(ctx, guest.id));
  });
  const at = systemClock.now().toISOString();
  let first = 0;
  const requests: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: doors }, async (_, door) => {
      const queue = guests.filter((_code, n) => n % doors === door || (n + 1) % doors === door);
      for (let from = 0; from < queue.length; from += mostAtDoor) {
        const list = queue.slice(from, from + mostAtDoor);
        const lines = list.map((code) => ({ id: newId(), at, door: door + 1, code }));
        const since = performance.now();
        const said = await house.tx((ctx) => meetings.checkInAll(ctx, id, lines));
        requests.push(performance.now() - since);
        first += said.filter((one) => 'result' in one && one.result === 'here').length;
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const came = await house.tx((ctx) => meetings.cameTo(ctx, id));
  if (came !== guests.length || first !== guests.length)
    throw new Error(`${guests.length} guests, ${came} came, ${first} times first`);
  line('guests, lists of four doors, doubles', `${guests.length}, ${requests.length}, 0`);
  line('a list, ms', told(spread(requests)));
  verdict('what four doors of a meeting kept', spread([seconds]), { atMost: 60 }, 's');
}

await bench(run);
