import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import type { Actor } from '../../platform/context.ts';
import { newId } from '../../platform/id.ts';
import type { Problem } from '../../platform/problem.ts';
import * as commands from './commands.ts';
import { ComplaintForm } from './contract.ts';
import * as people from './index.ts';

let net: TestNetwork;
let coordinators: Actor[];
let admin: Actor;
let counsel: Actor;
let member: people.Person;

const as = (person: people.Person, role: string, chapterId: string | null = null): Actor => ({
  kind: 'person',
  id: person.id,
  personId: person.id,
  callSign: person.callSign,
  roles: [{ role, chapterId }],
  confirmedAt: null,
});

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: Problem) => error.status,
  );

const eventKinds = (net: TestNetwork, kind: string) =>
  net.tx(async (ctx) => {
    const rows = await ctx.tx
      .selectFrom('events')
      .select(['kind', 'subject'])
      .where('kind', '=', kind)
      .execute();
    return rows.map((r) => r.subject);
  });

beforeAll(async () => {
  net = await testNetwork({ volunteers: 240 });
  await net.tx(async (ctx) => {
    const byRole = (role: string, n: number) => people.peopleByRole(ctx, role, n);
    coordinators = (await byRole('coordinator', 5)).map((p) => as(p, 'coordinator'));
    admin = as((await byRole('admin', 1))[0]!, 'admin');
    counsel = as((await byRole('counsel', 1))[0]!, 'counsel');
    member = (await byRole('observer', 1))[0]!;
  });
});

describe('the demo’s people', () => {
  it('are all different, half of them members, and the first of each part is ready', async () => {
    const facts = await net.tx((ctx) => people.responderFacts(ctx, null));
    expect(facts).toHaveLength(240);
    expect(new Set(facts.map((f) => f.callSign)).size).toBe(240);
    expect(facts.every((f) => f.zoneIds.length > 0 && f.languages.length > 0)).toBe(true);
    expect(facts.filter((f) => f.roles.includes('ally') && f.active)).toEqual([]);
    for (const role of ['observer', 'verifier'])
      expect((await net.tx((ctx) => people.peopleByRole(ctx, role, 1)))[0]).toMatchObject({
        signedVersion: 1,
      });
    const chapters = new Set(
      (await net.tx((ctx) => people.peopleByRole(ctx, 'coordinator', 9))).map((p) => p.chapterId),
    );
    expect(chapters.size).toBe(5);
  });

  it('are the same at every growth', async () => {
    const again = await testNetwork({ volunteers: 240 });
    const signs = (n: TestNetwork) =>
      n.tx(async (ctx) =>
        (await people.responderFacts(ctx, null)).map((f) => [f.callSign, f.homeCell, f.languages]),
      );
    const sorted = async (n: TestNetwork) => (await signs(n)).map(String).sort();
    expect(await sorted(again)).toEqual(await sorted(net));
  });
});

describe('agreement', () => {
  it('is signed once, in the version that is in force', async () => {
    const id = newId();
    await net.tx((ctx) => people.addPeople(ctx, [{ ...pickHome(), id }]));
    const actor = net.actor('observer', id);
    const sendable = async () => (await net.tx((ctx) => people.isSendable(ctx, [id]))).get(id);
    expect(await sendable()).toEqual({ ok: false, reasons: ['no_agreement', 'no_vouches'] });
    await net.tx((ctx) => people.vouchByFounding(ctx, [id]));
    const sign = (version: number, signing = newId()) =>
      net.tx((ctx) => people.signAgreement(ctx, { id: signing, version }), actor);
    expect(await status(sign(2))).toBe(409);
    await sign(1);
    await sign(1);
    expect(await sendable()).toEqual({ ok: true, reasons: [] });
    expect(await eventKinds(net, 'agreement.signed')).toEqual([id]);
    expect((await net.tx((ctx) => people.isSendable(ctx, [newId()]))).values().next().value?.ok).toBe(false);
  });

  const pickHome = () => ({ chapterId: member.chapterId, homeCell: member.homeCell });
});

describe('my own record', () => {
  it('takes hours, a pause and an emergency contact, which nobody reads from the row', async () => {
    const actor = as(member, 'observer');
    const contact = { name: 'Ana', phone: '+12125550123' };
    const availability = [{ day: 2, from: 600, to: 700 }];
    await net.tx(
      (ctx) => commands.changeMe(ctx, { availability, state: 'paused', emergencyContact: contact }),
      actor,
    );
    const after = await net.tx((ctx) => people.person(ctx, member.id));
    expect(after).toMatchObject({ availability, state: 'paused' });
    expect(await net.tx((ctx) => people.emergencyContact(ctx, member.id))).toEqual(contact);
    expect(await eventKinds(net, 'person.changed')).toContain(member.id);
    await net.tx((ctx) => commands.changeMe(ctx, { state: 'active', emergencyContact: null }), actor);
    expect(await net.tx((ctx) => people.emergencyContact(ctx, member.id))).toBeNull();
  });

  it('does not make an ally a member', async () => {
    const [ally] = (await net.tx((ctx) => people.responderFacts(ctx, null))).filter(
      (f) => f.state === 'trained',
    );
    expect(
      await status(net.tx((ctx) => commands.changeMe(ctx, { state: 'active' }), as(ally!, 'observer'))),
    ).toBe(422);
  });
});

describe('suspension', () => {
  const act = (personId: string) => ({ id: newId(), personId, reason: 'shouted at officers' });

  it('acts at once, and two others who agree end it', async () => {
    const suspension = act(member.id);
    const suspend = () => net.tx((ctx) => people.suspend(ctx, suspension), coordinators[0]);
    await suspend();
    const opened = await net.open(await net.signIn(['coordinator']), await suspend());
    expect(opened).toMatchObject({ decision: 'open', reason: 'shouted at officers' });
    const sendable = async () => (await net.tx((ctx) => people.isSendable(ctx, [member.id]))).get(member.id);
    expect(await sendable()).toEqual({ ok: false, reasons: ['suspended'] });
    expect(await eventKinds(net, 'person.suspended')).toEqual([member.id]);
    expect(await status(net.tx((ctx) => people.suspend(ctx, act(member.id)), coordinators[1]))).toBe(409);

    const review = (actor: Actor, says: 'uphold' | 'lift') =>
      net.tx((ctx) => commands.review(ctx, suspension.id, says, 'heard both sides'), actor);
    expect(await status(review(coordinators[0]!, 'lift'))).toBe(403);
    expect(await status(review(as(member, 'coordinator'), 'lift'))).toBe(403);
    expect(await status(review(admin, 'lift'))).toBe(403);
    expect(await status(review(net.actor('observer'), 'lift'))).toBe(403);
    expect((await review(coordinators[1]!, 'lift')).decision).toBe('open');
    expect((await review(coordinators[1]!, 'lift')).reviews).toHaveLength(1);
    expect(await status(review(coordinators[1]!, 'uphold'))).toBe(409);
    expect((await review(coordinators[2]!, 'uphold')).decision).toBe('open');
    expect(await review(counsel, 'lift')).toMatchObject({ decision: 'lifted', liftedAt: net.clock.now() });
    expect(await sendable()).toEqual({ ok: true, reasons: [] });
    expect(await status(review(coordinators[3]!, 'uphold'))).toBe(409);
  });

  it('counts two who review in the same instant one after the other', async () => {
    const suspension = act(member.id);
    await net.tx((ctx) => people.suspend(ctx, suspension), admin);
    const both = await Promise.all(
      coordinators.slice(0, 2).map((c) => net.tx((ctx) => commands.review(ctx, suspension.id, 'lift'), c)),
    );
    expect(both.map((s) => s.decision).sort()).toEqual(['lifted', 'open']);
    expect((await net.tx((ctx) => people.person(ctx, member.id))).suspended).toBe(false);
  });

  it('shows an admin that it is so, not why', async () => {
    const suspension = act(member.id);
    await net.tx((ctx) => people.suspend(ctx, suspension), admin);
    const find = async (actor: Actor) =>
      net.open(
        await net.signIn(actor.roles.map(({ role }) => role)),
        (await net.tx((ctx) => commands.listSuspensions(ctx), actor)).find((s) => s.id === suspension.id),
      );
    expect(await find(admin)).toMatchObject({ reason: null, personId: member.id });
    expect(await find(counsel)).toMatchObject({ reason: 'shouted at officers' });
  });

  it('stays within a coordinator’s chapter', async () => {
    const other = (await net.tx((ctx) => people.responderFacts(ctx, null))).find(
      (f) => f.chapterId !== member.chapterId,
    )!;
    const local = { ...coordinators[0]!, roles: [{ role: 'coordinator', chapterId: member.chapterId }] };
    expect(await status(net.tx((ctx) => people.suspend(ctx, act(other.id)), local))).toBe(404);
    expect(await status(net.tx((ctx) => people.suspend(ctx, act(other.id)), net.actor('dispatcher')))).toBe(
      403,
    );
  });
});

describe('/conduct', () => {
  const send = (lang: string, form: Record<string, string>) =>
    net.app.inject({
      method: 'POST',
      url: `/${lang}/conduct`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      payload: new URLSearchParams(form).toString(),
    });

  it.each([
    ['en', 'What observers never do'],
    ['es', 'Qué'],
    ['zh', '观察员'],
  ])('says in %s what observers do and never do, with a form', async (lang, words) => {
    const page = await net.app.inject({ url: `/${lang}/conduct` });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(words);
    expect(page.body).toContain('name="words"');
    expect(page.body).not.toContain('<script');
  });

  it('takes a complaint from anyone, once, and keeps its words sealed', async () => {
    const id = newId();
    const form = { id, words: 'They blocked my door.', contact: '' };
    for (let i = 0; i < 2; i++) {
      const answer = await send('es', form);
      expect([answer.statusCode, answer.headers.location]).toEqual([303, '/es/conduct?sent=1']);
    }
    const sent = await net.app.inject({ url: '/es/conduct?sent=1' });
    expect(sent.body).toContain('role="status"');
    const rows = await net.tx((ctx) =>
      ctx.tx.selectFrom('complaints').select(['words', 'contact', 'language']).where('id', '=', id).execute(),
    );
    expect(rows).toMatchObject([{ contact: null, language: 'es' }]);
    expect(rows[0]!.words.includes('blocked')).toBe(false);
    expect((await eventKinds(net, 'complaint.received')).filter((s) => s === id)).toHaveLength(1);
    const list = await net.tx((ctx) => commands.listComplaints(ctx), coordinators[0]);
    const opened = await net.open(await net.signIn(['counsel']), list);
    expect(opened.find((c: { id: string }) => c.id === id)).toMatchObject({
      words: 'They blocked my door.',
      state: 'open',
    });
  });

  it('keeps and marks complaints beyond measure, shows them last, and says that they are read later', async () => {
    const answers: string[] = [];
    for (let n = 0; n < 6; n++) {
      const form = { id: newId(), words: `flood ${n}` };
      answers.push(String((await send('en', form)).headers.location));
    }
    expect(answers.at(-1)).toBe('/en/conduct?sent=later');
    const page = await net.app.inject({ url: answers.at(-1)! });
    expect(page.body).toContain('it will be read later');
    const list = await net.tx((ctx) => commands.listComplaints(ctx), coordinators[0]);
    const open = list.filter((c) => c.state === 'open');
    const read: { words: string }[] = await net.open(await net.signIn(['counsel']), open);
    expect(read.filter((c) => c.words.startsWith('flood'))).toHaveLength(6);
    const marked = open.filter((c) => c.throttled);
    expect(open.slice(-marked.length)).toEqual(marked);
    const told = new Set(await eventKinds(net, 'complaint.received'));
    expect(marked.some((c) => told.has(c.id))).toBe(false);
    net.clock.advance(60);
  });

  it('says what is missing and keeps what was typed', async () => {
    const empty = await send('en', { id: newId(), words: '  ', contact: 'me@example.org' });
    expect(empty.statusCode).toBe(400);
    expect(empty.body).toContain('a few words are enough');
    expect(empty.body).toContain('me@example.org');
    const long = await send('en', { words: 'x'.repeat(4001) });
    expect(long.statusCode).toBe(400);
    expect(long.body).toContain('longer than we can take');
    expect(ComplaintForm.safeParse({ id: newId(), words: 'x'.repeat(4000) }).success).toBe(true);
    const odd = await send('en', { id: "'; drop table", words: 'Still a complaint' });
    expect(odd.statusCode).toBe(303);
  });

  it('lets coordinators and counsel read and close, and nobody else', async () => {
    const list = (actor: Actor) => status(net.tx((ctx) => commands.listComplaints(ctx), actor));
    expect(await list(counsel)).toBe(200);
    for (const role of ['admin', 'dispatcher', 'observer']) expect(await list(net.actor(role))).toBe(403);
    const [first] = await net.tx((ctx) => commands.listComplaints(ctx), counsel);
    const close = (id: string) => net.tx((ctx) => commands.closeComplaint(ctx, id), counsel);
    expect((await close(first!.id)).state).toBe('closed');
    expect((await close(first!.id)).state).toBe('closed');
    expect(await status(close(newId()))).toBe(404);
  });
});
