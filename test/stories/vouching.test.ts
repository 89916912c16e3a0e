import { beforeAll, describe, expect, it } from 'vitest';
import * as accounts from '../../src/features/accounts/contract.ts';
import { nearby } from '../../src/features/callouts/commands/candidates.ts';
import { emergencyContact, leaveNetwork, signAgreement } from '../../src/features/people/commands.ts';
import * as c from '../../src/features/people/contract.ts';
import { activate, addPeople, isSendable, peopleByRole, person } from '../../src/features/people/index.ts';
import { homeCellOf, zoneAt } from '../../src/features/places/index.ts';
import { currentPlaybook, savePlaybook } from '../../src/features/playbooks/index.ts';
import { factsOf } from '../../src/features/rosters/commands/census.ts';
import { missingOf } from '../../src/features/rosters/rules.ts';
import { currentCertificates } from '../../src/features/trainings/index.ts';
import { addressOf, type Endpoint } from '../../src/platform/http/endpoint.ts';
import { newId } from '../../src/platform/id.ts';
import { testNetwork } from '../harness.ts';
import { corner, type Neighbour, onPhone, settlePeople } from '../village.ts';

// From somebody who was met to somebody who is asked to go, and what a vouch opens and closes on the way.

const net = await testNetwork({ volunteers: 120 });
type Headers = Record<string, string>;
let members: Neighbour[];
let phones: Headers[];
let admin: Headers;
const newcomer = newId();

const ask = async <E extends Endpoint>(endpoint: E, headers: Headers, given: object = {}) => {
  const { body, params } = given as { body?: object; params?: Record<string, string> };
  const answer = await net.app.inject({
    ...{ method: endpoint.method, url: addressOf(endpoint, { params } as never), headers },
    ...(endpoint.method !== 'GET' && { payload: body ?? {} }),
  });
  return { status: answer.statusCode, said: answer.json() };
};

/** An admin proves who they are, as a demo's do. */
const sure = () => ask(accounts.confirmSession, admin, { body: { response: null } });

const vouch = (phone: Headers, whom: object, more: object = {}) =>
  ask(c.vouchFor, phone, {
    body: { id: newId(), kind: 'vouch', known: 'training', metTwice: true, whom, ...more },
  });

beforeAll(async () => {
  members = await settlePeople(net, 5);
  phones = await Promise.all(members.map((m) => net.signIn([], m.id, 'field')));
  admin = await net.signIn(
    ['admin', 'coordinator'],
    (await net.tx((ctx) => peopleByRole(ctx, 'admin', 1)))[0]!.id,
  );
  await net.tx(async (ctx) => {
    const at = await corner(ctx);
    const zone = (await zoneAt(ctx, at))!;
    const home = { chapterId: zone.chapterId, zoneIds: [zone.id], homeCell: homeCellOf(at) };
    await addPeople(ctx, [
      { ...home, id: newcomer, callSign: 'Quiet Tern', state: 'met', roles: ['observer'] },
    ]);
    const { issueCertificate } = await import('../../src/features/trainings/commands.ts');
    await issueCertificate(ctx, { id: newId(), personId: newcomer, course: 'observer' });
  });
  await net.settle();
});

describe('somebody who was met', () => {
  const whyNotAsked = () =>
    net.tx(async (ctx) => {
      const meet = await corner(ctx);
      const near = await nearby(ctx, { purpose: 'observe', meet, languages: [], minutes: 60 });
      return near
        .find((n) => n.responder.personId === newcomer)!
        .reasons.filter((r) => r !== 'not_available');
    });
  const outOf = (closed: boolean) =>
    net.tx(async (ctx) => {
      const rule = { roles: [], courses: [], chapters: [], agreement: false, closed, activeDays: 0 };
      return missingOf(rule, (await factsOf(ctx, [rule], [newcomer])).get(newcomer)!, ctx.now);
    });
  const give = (role: string) =>
    ask(accounts.giveRole, admin, {
      params: { id: newcomer },
      body: { id: newId(), role, chapterId: null, startsAt: null, endsAt: null },
    });

  it('has trained without a vouch, and is neither asked nor given a role nor let into the closed channel', async () => {
    const held = await net.tx((ctx) => currentCertificates(ctx, [newcomer]));
    expect(held.get(newcomer)?.map((one) => one.course)).toEqual(['observer']);
    expect(await whyNotAsked()).toEqual(['not_active', 'no_agreement', 'no_vouches']);
    expect(await outOf(true)).toEqual(['not_active', 'vouches']);
    expect(await outOf(false)).toEqual(['not_active']);
    const refused = await give('operator');
    expect([refused.status, refused.said.vouches]).toEqual([422, '0/2']);
    expect(refused.said.detail).toContain('Missing: vouches 0 of 2');
    const early = await ask(c.activatePerson, admin, { params: { id: newcomer } });
    expect([early.status, early.said.missing]).toEqual([409, 'no_agreement no_vouches']);
  });

  it('is vouched for by call sign and by the code that they show, by two', async () => {
    const own = await net.signIn([], newcomer, 'field');
    const { said: shown } = await ask(c.showMyCode, own);
    expect(shown.code).toMatch(/^\d{3} \d{3}$/);
    const id = newId();
    const first = await vouch(
      phones[0]!,
      { callSign: 'quiet tern' },
      { id, words: 'Met twice at the hall.' },
    );
    expect([first.status, first.said.callSign]).toEqual([200, 'Quiet Tern']);
    expect((await vouch(phones[0]!, { callSign: 'quiet tern' }, { id })).said).toEqual(first.said);
    expect((await vouch(phones[0]!, { code: shown.code })).status).toBe(409);
    expect((await vouch(phones[1]!, { callSign: 'Quiet' })).status).toBe(404);
    expect((await vouch(phones[1]!, { callSign: members[1]!.callSign })).said.why).toBe('oneself');
    expect((await vouch(own, { callSign: members[0]!.callSign })).said.why).toBe('not_active');
    const unmet = await vouch(phones[1]!, { code: shown.code }, { metTwice: false });
    expect(unmet.status).toBe(400);
    expect((await vouch(phones[1]!, { code: shown.code.replace(' ', '') })).status).toBe(200);
    net.clock.advance(11);
    expect((await vouch(phones[2]!, { code: shown.code })).status).toBe(404);
    const mine = await ask(c.readMyStanding, own);
    expect(mine.said).toMatchObject({ level: 1, vouched: true, vouches: { has: 2, of: 2, founding: false } });
    expect(mine.said.lacking.map((l: { what: string }) => l.what)).toContain('days');
  });

  it('is active once they have signed, and is asked', async () => {
    await net.tx(
      async (ctx) => {
        const { version } = (await currentPlaybook(ctx)).conduct;
        await signAgreement(ctx, { id: newId(), version });
      },
      net.actor('observer', newcomer),
    );
    await net.tx((ctx) => activate(ctx, newcomer));
    await net.settle();
    expect((await net.tx((ctx) => person(ctx, newcomer))).state).toBe('active');
    expect(await whyNotAsked()).toEqual([]);
    expect(await outOf(true)).toEqual([]);
    await sure();
    expect((await give('operator')).status).toBe(200);
    const dispatcher = await give('dispatcher');
    expect(dispatcher.said.detail).toContain('from trust level 2 on');
  });

  it('is shown with what members said to the ring alone, and to nobody of the desk', async () => {
    const page = await ask(c.readStanding, admin, { params: { id: newcomer } });
    expect(page.said).toMatchObject({ level: 1, vouched: true });
    const opened = (await net.open(admin, page.said)) as { got: { words: string | null }[] };
    expect(opened.got.map((v) => v.words)).toContain('Met twice at the hall.');
    const [plain] = await net.tx((ctx) => peopleByRole(ctx, 'admin', 2)).then((all) => all.slice(1));
    const noRing = await ask(c.readStanding, await net.signIn(['admin'], plain!.id), {
      params: { id: newcomer },
    });
    expect(noRing.said.got.map((v: { words: unknown }) => v.words)).toEqual([null, null]);
    const operator = await net.signIn(['operator']);
    expect((await ask(c.readStanding, operator, { params: { id: newcomer } })).status).toBe(403);
  });

  it('stops being asked in the moment in which one takes a vouch back; their role is for an admin to look at', async () => {
    const { said } = await ask(c.readMyStanding, phones[0]!);
    const id = said.given.find((v: { callSign: string }) => v.callSign === 'Quiet Tern').id;
    expect((await ask(c.withdrawVouch, phones[1]!, { params: { id } })).status).toBe(403);
    const back = await ask(c.withdrawVouch, phones[0]!, { params: { id } });
    expect((await ask(c.withdrawVouch, phones[0]!, { params: { id } })).said).toEqual(back.said);
    expect((await net.tx((ctx) => isSendable(ctx, [newcomer]))).get(newcomer)?.reasons).toEqual([
      'no_vouches',
    ]);
    await net.settle();
    expect(await whyNotAsked()).toEqual(['no_vouches']);
    expect(await outOf(true)).toEqual(['vouches']);
    expect(await outOf(false)).toEqual([]);
    const flags = (await ask(c.listVouchFlags, admin)).said.items;
    expect(flags.map((f: { kind: string }) => f.kind)).toEqual(['lapsed']);
    await vouch(phones[2]!, { callSign: 'Quiet Tern' });
    await net.settle();
    expect(await whyNotAsked()).toEqual([]);
  });
});

describe('a circle, and somebody who turned out badly', () => {
  it('are listed for an admin, with the vouches that they got and gave, and change nothing', async () => {
    const [looks] = (await settlePeople(net, 1, { languages: ['es'] })) as [Neighbour];
    await net.signIn(['admin'], looks.id);
    const circle = await settlePeople(net, 3);
    const by = await Promise.all(circle.map((m) => net.signIn([], m.id, 'field')));
    for (const n of [0, 1, 2])
      expect((await vouch(by[n]!, { callSign: circle[(n + 1) % 3]!.callSign })).status).toBe(200);
    await net.settle();
    const flags = async () => (await ask(c.listVouchFlags, admin)).said.items;
    const ring = (await flags()).find((f: { kind: string }) => f.kind === 'ring');
    expect(ring.people.map((p: { id: string }) => p.id).sort()).toEqual(circle.map((m) => m.id).sort());
    expect(ring.vouches.length).toBe(3);
    const told = async () => (await onPhone(net, looks.phone)).filter(({ body }) => body.includes('avales'));
    expect(await told()).toHaveLength(1);
    const said = JSON.stringify(await told());
    expect(circle.filter((m) => said.includes(m.callSign))).toEqual([]);
    await ask(c.handleVouchFlag, admin, { params: { id: ring.id } });
    expect((await flags()).map((f: { kind: string }) => f.kind)).not.toContain('ring');
    await sure();
    const removed = await ask(c.removePerson, admin, {
      params: { id: circle[0]!.id },
      body: { conduct: true },
    });
    expect(removed.status).toBe(200);
    const again = (await flags()).find((f: { kind: string }) => f.kind === 'conduct');
    expect(again.vouches.map((v: { by: string; person: string }) => [v.by, v.person]).sort()).toEqual(
      [
        [circle[0]!.callSign, circle[1]!.callSign],
        [circle[2]!.callSign, circle[0]!.callSign],
      ].sort(),
    );
    expect((await net.tx((ctx) => isSendable(ctx, [circle[1]!.id]))).get(circle[1]!.id)?.ok).toBe(true);
    expect((await ask(c.listVouchFlags, await net.signIn(['coordinator']))).status).toBe(403);
  });
});

describe('the conduct agreement', () => {
  it('that changes counts for two weeks more to who signed the former, and not to who never signed', async () => {
    const [signed, never] = [members[3]!.id, newId()];
    const reasons = async (id: string) => (await net.tx((ctx) => isSendable(ctx, [id]))).get(id)?.reasons;
    await net.tx(async (ctx) => {
      const { chapterId, homeCell } = await person(ctx, signed);
      await addPeople(ctx, [{ id: never, chapterId, homeCell }]);
      const { vouchByFounding } = await import('../../src/features/people/index.ts');
      await vouchByFounding(ctx, [never]);
      const playbook = await currentPlaybook(ctx);
      const { conduct, version } = playbook;
      const line = { en: 'I say who sent me.', es: 'Digo quién me envió.', zh: '我说明是谁派我来的。' };
      const text = [...conduct.text, line];
      const kept = { ...playbook, version: version + 1, conduct: { ...conduct, text } };
      await expect(savePlaybook(ctx, kept)).rejects.toMatchObject({ status: 400 });
      await savePlaybook(ctx, { ...kept, conduct: { ...kept.conduct, version: conduct.version + 1 } });
    });
    expect([await reasons(signed), await reasons(never)]).toEqual([[], ['no_agreement']]);
    const told = () =>
      net.tx((ctx) =>
        ctx.tx.selectFrom('messages').select('person_id').where('purpose', '=', 'agreement').execute(),
      );
    await net.settle();
    const first = (await told()).map((m) => m.person_id);
    expect(first).toContain(signed);
    expect(first).not.toContain(never);
    const phoneOf = await net.signIn([], signed, 'field');
    const mine = (await ask(c.readMyAgreement, phoneOf)).said;
    expect(mine).toMatchObject({ counts: true, signed: { version: mine.version - 1 } });
    expect(mine.changes.added.map((line: { en: string }) => line.en)).toEqual(['I say who sent me.']);
    const unsigned = (await ask(c.listUnsigned, admin)).said;
    expect(unsigned.items.map((i: { id: string }) => i.id)).toContain(never);
    expect((await ask(c.listUnsigned, phoneOf)).status).toBe(403);
    net.clock.advance(11 * 24 * 60);
    await net.settle();
    expect((await told()).filter((m) => m.person_id === signed).length).toBe(2);
    net.clock.advance(3 * 24 * 60 - 1);
    expect(await reasons(signed)).toEqual([]);
    net.clock.advance(1);
    expect(await reasons(signed)).toEqual(['no_agreement']);
  });
});

describe('leaving', () => {
  it('is one step: the session ends, what is theirs goes, and the log says that they left', async () => {
    const [leaver] = await settlePeople(net, 1);
    const headers = await net.signIn([], leaver!.id, 'field');
    const gone = await ask(c.leaveNetwork, headers);
    expect([gone.status, gone.said.state]).toEqual([200, 'left']);
    expect((await ask(c.readMe, headers)).status).toBe(401);
    await net.settle();
    const after = await net.tx((ctx) => person(ctx, leaver!.id));
    expect([after.homeCell, after.availability]).toEqual(['', []]);
    expect(await net.tx((ctx) => emergencyContact(ctx, leaver!.id))).toBeNull();
    const acts = await net.tx((ctx) =>
      ctx.tx.selectFrom('audit_acts').select('act').where('subject', '=', leaver!.id).execute(),
    );
    expect(acts.map((a) => a.act)).toContain('person.left');
    expect(acts.map((a) => a.act)).not.toContain('person.removed');
    await expect(
      net.tx((ctx) => leaveNetwork(ctx, free), net.actor('observer', leaver!.id)),
    ).resolves.toMatchObject({ state: 'left' });
  });
  const free = { isHeld: async () => false, mustBeFree: async () => {} };
});
