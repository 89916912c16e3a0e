import { beforeAll, describe, expect, it } from 'vitest';
import { type Inbound, send } from '../../src/features/channels/index.ts';
import { keywords } from '../../src/features/channels/rules.ts';
import * as meetings from '../../src/features/meetings/commands.ts';
import { claimer } from '../../src/features/meetings/index.ts';
import { chapters } from '../../src/features/places/index.ts';
import * as trainings from '../../src/features/trainings/commands.ts';
import type { Plan } from '../../src/features/trainings/contract.ts';
import { modulesOf } from '../../src/features/trainings/rules.ts';
import * as seats from '../../src/features/trainings/store.ts';
import { plusMinutes } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/id.ts';
import { dayAt } from '../../src/platform/wall.ts';
import { type TestNetwork, testNetwork } from '../harness.ts';
import { type Neighbour, settlePeople, text } from '../village.ts';

/** NO to what told of a seat or a meeting: the seat goes on, and no ask of a call-out is taken for it. */
let net: TestNetwork;
let who: Neighbour[];
beforeAll(async () => {
  net = await testNetwork({ volunteers: 20 });
  who = await settlePeople(net, 40);
});

async function session(registered: Neighbour[], capacity = 1) {
  const id = newId();
  await net.tx(async (ctx) => {
    const plan: Plan = {
      ...{ ids: [id], everyWeeks: 1, course: 'rights', modules: modulesOf('rights').map((m) => m.id) },
      ...{
        chapterId: (await chapters(ctx))[0]!.id,
        form: 'place',
        place: '12 Elm Street',
        link: null,
        capacity,
      },
      ...{ languages: ['en'], access: [], trainers: [], startMinute: 18 * 60, lengthMinutes: 60 },
      day: dayAt(plusMinutes(ctx.now, 3 * 24 * 60), ctx.network.timeZone),
    };
    await trainings.planSessions(ctx, plan);
  }, net.actor('trainer'));
  const rows: seats.RegistrationRow[] = [];
  for (const { id: personId } of registered) {
    const asked = { id: newId(), sessionId: id, personId, language: 'en', needs: [] };
    rows.push(await net.tx((ctx) => trainings.register(ctx, asked)));
    net.clock.advance(1);
  }
  await net.settle();
  return { id, rows };
}
const remind = async (row: seats.RegistrationRow) => {
  await net.tx((ctx) => seats.updateRegistration(ctx, [row.id], { tell: 'reminder' }));
  await net.settle();
  net.clock.advance(1);
};
const states = async (id: string) =>
  (await net.tx((ctx) => seats.selectOfSession(ctx, id))).map((r) => r.state);
const ask = async ({ id: personId }: Neighbour, subject = newId()) => {
  await net.tx((ctx) =>
    send(ctx, [
      { to: { personId }, body: 'A12: can you come?', language: 'en', purpose: 'ask', subject, urgent: true },
    ]),
  );
  await net.settle();
  net.clock.advance(1);
};

describe('NO to a reminder of a training', () => {
  it('gives the seat to who waits, says so in one sentence, and is the same twice', async () => {
    const [one, next] = who as [Neighbour, Neighbour];
    const { id, rows } = await session([one, next]);
    expect(await states(id)).toEqual(['confirmed', 'waiting']);
    await remind(rows[0]!);
    const said = await text(net, one.phone, 'No.');
    expect(said).toMatch(/^Thank you for saying so\. Your seat at .+ is given back\.$/);
    expect(await text(net, one.phone, 'NO')).toBe(said);
    expect(await states(id)).toEqual(['cancelled', 'confirmed']);
  });

  it('is understood in every language that the hotline knows', async () => {
    const no = Object.entries(keywords).map(
      ([language, { words }]) => [language, words.no?.[0] ?? 'no'] as const,
    );
    expect(no.length).toBeGreaterThan(10);
    const { id, rows } = await session(who.slice(2, 2 + no.length), 100);
    for (const [n, [language, word]] of no.entries()) {
      await text(net, who[2 + n]!.phone, word);
      const row = await net.tx((ctx) => seats.selectRegistration(ctx, rows[n]!.id));
      expect(row!.state, `${word} (${language})`).toBe('cancelled');
    }
    expect(new Set(await states(id))).toEqual(new Set(['cancelled']));
  });

  it('is an answer to a call-out where that was asked later, or is named; what says more is read by a person', async () => {
    const one = who[30]!;
    const { id, rows } = await session([one]);
    await ask(one);
    await remind(rows[0]!);
    for (const words of ['A12 no', 'No, three vans at the school on 82nd']) await text(net, one.phone, words);
    expect(await states(id)).toEqual(['confirmed']);
    await ask(one);
    await text(net, one.phone, 'NO');
    expect(await states(id)).toEqual(['confirmed']);
    await remind(rows[0]!);
    await text(net, one.phone, 'NO');
    expect(await states(id)).toEqual(['cancelled']);
  });

  it('comes too late when the session has begun', async () => {
    const one = who[31]!;
    const { id, rows } = await session([one]);
    const { startsAt } = (await net.tx((ctx) => seats.selectSession(ctx, id)))!;
    net.clock.advance((startsAt.getTime() - net.clock.now().getTime()) / 60_000 - 3);
    await remind(rows[0]!);
    net.clock.advance(5);
    expect(await text(net, one.phone, 'no')).toMatch(/has begun already/);
    expect(await states(id)).toEqual(['confirmed']);
  });
});

it('NO to a reminder of a meeting frees the place, for a member and for who gave a number', async () => {
  const [member, stranger] = [who[32]!, '+13475550177'];
  const id = newId();
  const startsAt = plusMinutes(net.clock.now(), 30 * 60);
  const details = { title: 'Evening', about: '', place: 'Library', link: null, access: '', handouts: [] };
  await net.tx(
    (ctx) =>
      meetings.saveMeeting(ctx, {
        ...{ id, chapterId: null, audience: 'public', press: 'open', languages: ['en'], interpreted: [] },
        ...{ startsAt, endsAt: plusMinutes(startsAt, 90), capacity: 2, doors: 1, quorum: null, details },
        items: [],
      }),
    net.actor('admin'),
  );
  await net.tx((ctx) => meetings.answerMine(ctx, id, { coming: true, access: '' }), net.actor([], member.id));
  const contact = (await meetings.readContact(stranger))!;
  const guest = { id: newId(), contact, name: 'Ana', access: null, language: 'es' };
  await net.tx((ctx) => meetings.answer(ctx, id, guest));
  const coming = async () =>
    (await net.tx((ctx) => meetings.readMeeting(ctx, id, ''), net.actor('admin'))).coming;
  net.clock.advance(7 * 60);
  await net.tx(meetings.remindGuests);
  await net.settle();
  expect(await text(net, member.phone, 'NO')).toMatch(
    /^Thank you for saying so\. You do not come to “Evening”/,
  );
  expect(await coming()).toBe(1);
  // What the carrier brings from a number outside, as it is offered to whoever takes it.
  const inbound = { ...{ body: 'No puedo', language: 'es', personId: null, id: newId() } } as Inbound;
  const heard = { ...inbound, answers: { purpose: 'meeting_reminder', subject: guest.id } };
  const taken = await net.tx((ctx) => claimer.claim(ctx, heard));
  expect(taken!.reply).toMatch(/^Gracias por avisar/);
  expect(await coming()).toBe(0);
});
