import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { newId } from '../../platform/id.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { lettersOf } from '../channels/index.ts';
import { type Person, peopleByRole, person, removePerson } from '../people/index.ts';
import { type Zone, zones } from '../places/index.ts';
import { issueCertificate } from '../trainings/index.ts';
import { type Application, apply } from './index.ts';
import { checklistOf } from './rules.ts';

let net: TestNetwork;
let zone: Zone;
let coordinator: Person;
let trainer: Person;
let asCoordinator: Record<string, string>;
let asTrainer: Record<string, string>;
let turn = 0;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 120 });
  await net.tx(async (ctx) => {
    coordinator = (await peopleByRole(ctx, 'coordinator', 1))[0]!;
    trainer = (await peopleByRole(ctx, 'trainer', 1))[0]!;
    zone = (await zones(ctx)).find((z) => z.chapterId === coordinator.chapterId)!;
  });
  asCoordinator = await net.signIn(['coordinator'], coordinator.id);
  await bindTo(coordinator.chapterId);
  asTrainer = await net.signIn(['trainer'], trainer.id);
});

/** Whoever was made a coordinator of everything is one of this chapter. */
const bindTo = (chapterId: string) =>
  net.tx((ctx) =>
    ctx.tx
      .updateTable('role_grants')
      .set({ chapter_id: chapterId })
      .where('role', '=', 'coordinator')
      .where('chapter_id', 'is', null)
      .execute(),
  );

const ask = async (
  who: Record<string, string>,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  payload?: object,
) => {
  const headers = payload ? { ...who, 'content-type': 'application/json' } : who;
  const answer = await net.app.inject({ method, url: `/api/v1/${path}`, headers, payload });
  return { status: answer.statusCode, body: answer.json() };
};
async function applicant(over: Partial<Application> = {}): Promise<string> {
  const application: Application = {
    ...{ id: newId(), source: 'web', kind: 'member', name: 'Ana Ruiz', languages: ['es'] },
    ...{ wants: ['operator'], zoneId: zone.id },
    addresses: [{ kind: 'sms', address: `(646) 555-${7000 + turn++}` }],
    ...over,
  };
  const { personId } = await net.tx((ctx) => apply(ctx, application));
  await net.settle();
  return personId;
}
async function taken(who = asTrainer): Promise<{ personId: string; id: string }> {
  const personId = await applicant();
  const id = newId();
  expect((await ask(who, 'POST', `applicants/${personId}/greetings`, { id })).status).toBe(200);
  return { personId, id };
}
const stateOf = async (id: string) => (await net.tx((ctx) => person(ctx, id))).state;
const certify = async (personId: string, course: 'rights' | 'observer' | 'operator') => {
  await net.tx((ctx) => issueCertificate(ctx, { id: newId(), personId, course }));
  await net.settle();
};
const all = async () => checklistOf('immigration-ny').map((line) => line.id);
const end = (id: string, outcome: string, tell = true, who = asTrainer) =>
  ask(who, 'POST', `greetings/${id}/outcome`, { outcome, tell });
const words = (personId: string) =>
  net.tx(async (ctx) =>
    (await lettersOf(ctx, { subjects: [], personIds: [personId] })).map((l) => l.purpose),
  );

describe('who waits', () => {
  it('is listed by the longest, without name or number, and narrowed by what they want and speak', async () => {
    const id = await applicant({ languages: ['quc'], wants: ['security'] });
    const narrow = 'applicants?state=applied&language=quc&want=security';
    const { status, body } = await ask(asCoordinator, 'GET', narrow);
    expect(status).toBe(200);
    expect(body.items.map((a: { personId: string }) => a.personId)).toEqual([id]);
    expect(JSON.stringify(body)).not.toMatch(/Ana Ruiz|\+1646/);
    const everyone = (await ask(asCoordinator, 'GET', 'applicants?state=applied')).body;
    const since = everyone.items.map((a: { since: string }) => a.since);
    expect(since).toEqual(since.toSorted());
    expect(everyone.counts.applied).toBeGreaterThan(0);
  });

  it('is for coordinators of their chapter, trainers and admins', async () => {
    const id = await applicant();
    for (const role of ['operator', 'dispatcher', 'observer', 'legal'])
      expect((await ask(await net.signIn([role]), 'GET', 'applicants')).status).toBe(403);
    expect((await ask({}, 'GET', 'applicants')).status).toBe(401);
    const other = (await net.tx(zones)).find((z) => z.chapterId !== coordinator.chapterId)!;
    const elsewhere = await net.signIn(['coordinator']);
    await bindTo(other.chapterId);
    expect((await ask(elsewhere, 'GET', `applicants/${id}`)).status).toBe(404);
    expect((await ask(elsewhere, 'POST', `applicants/${id}/greetings`, { id: newId() })).status).toBe(404);
  });
});

describe('a greeter', () => {
  it('takes one whom nobody has, and is told who has', async () => {
    const { personId, id } = await taken();
    expect((await ask(asTrainer, 'POST', `applicants/${personId}/greetings`, { id })).status).toBe(200);
    const second = await ask(asCoordinator, 'POST', `applicants/${personId}/greetings`, { id: newId() });
    expect([second.status, second.body.who]).toEqual([409, trainer.callSign]);
  });

  it('sees name and number of whom they have taken, within their looks, and of nobody else', async () => {
    const { personId } = await taken();
    const shown = (await ask(asTrainer, 'POST', `applicants/${personId}/contact`, {})).body;
    expect(shown).toMatchObject({ name: 'Ana Ruiz', looks: { hour: { of: 20 } } });
    expect(shown.addresses[0].address).toMatch(/^\+1646555/);
    const free = await applicant();
    expect((await ask(asTrainer, 'POST', `applicants/${free}/contact`, {})).status).toBe(403);
    expect((await ask(asCoordinator, 'POST', `applicants/${free}/contact`, {})).status).toBe(200);
    expect((await ask(asTrainer, 'POST', `applicants/${newId()}/contact`, {})).status).toBe(404);
  });

  it('books a time to come, and the applicant is told each time it moves', async () => {
    const { personId, id } = await taken();
    const booking = (at: string) => ask(asTrainer, 'POST', `greetings/${id}/booking`, { at, how: 'phone' });
    expect((await booking('2026-11-01T12:00:00Z')).status).toBe(400);
    expect((await booking('2026-12-01T23:00:00Z')).body).toMatchObject({ told: true, how: 'phone' });
    expect((await booking('2026-12-01T23:00:00Z')).body.told).toBe(false);
    expect((await booking('2026-12-02T23:00:00Z')).body.told).toBe(true);
    expect(await words(personId)).toEqual(['application', 'application']);
    expect((await ask(asCoordinator, 'POST', `greetings/${id}/booking`, {})).status).toBe(400);
  });

  it('seals what is noted: the conduct ring reads it, the greeter who is not in it does not', async () => {
    const { personId, id } = await taken();
    const notes = 'Knows two of our members from the tenants’ union.';
    const kept = await ask(asTrainer, 'PUT', `greetings/${id}/notes`, {
      checked: ['does', 'nonsense'],
      notes,
    });
    expect(kept.body.checked).toEqual(['does']);
    const { notes: stored } = await net.tx((ctx) =>
      ctx.tx.selectFrom('greetings').select('notes').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(Buffer.from(stored!).toString('latin1')).not.toContain('tenants');
    const page = async (who: Record<string, string>) =>
      (await net.open(who, (await ask(who, 'GET', `applicants/${personId}`)).body)).greetings[0].notes;
    expect(await page(asCoordinator)).toBe(notes);
    expect(await page(asTrainer)).toBeNull();
    await ask(asTrainer, 'PUT', `greetings/${id}/notes`, { checked: ['does'], notes: 'Changed.' });
    expect(await page(asCoordinator)).toBe('Changed.');
  });

  it('gives one back, and a coordinator frees one from somebody', async () => {
    const { personId, id } = await taken();
    expect((await ask(asCoordinator, 'POST', `greetings/${id}/return`, {})).body.outcome).toBe('given_back');
    const again = await ask(asCoordinator, 'POST', `applicants/${personId}/greetings`, { id: newId() });
    expect(again.status).toBe(200);
    expect((await end(id, 'met')).status).toBe(409);
  });
});

describe('the way from applied to met', () => {
  it('is training, then a conversation in which everything was gone through', async () => {
    const { personId, id } = await taken();
    await certify(personId, 'observer');
    expect(await stateOf(personId)).toBe('trained');
    const early = await end(id, 'met');
    expect([early.status, early.body.detail]).toEqual([422, expect.stringContaining('still open')]);
    await ask(asTrainer, 'PUT', `greetings/${id}/notes`, { checked: await all() });
    expect((await end(id, 'met')).body).toMatchObject({ outcome: 'met', told: true });
    expect((await end(id, 'met')).body.told).toBe(false);
    expect((await end(id, 'declined')).status).toBe(409);
    expect(await stateOf(personId)).toBe('met');
  });

  it('may begin with the conversation, which counts when the certificate comes', async () => {
    const { personId, id } = await taken();
    await ask(asTrainer, 'PUT', `greetings/${id}/notes`, { checked: await all() });
    await end(id, 'met');
    expect(await stateOf(personId)).toBe('applied');
    const { body } = await ask(asTrainer, 'GET', `applicants/${personId}`);
    expect(body.met).toBe(true);
    await certify(personId, 'operator');
    expect(await stateOf(personId)).toBe('applied');
    await certify(personId, 'rights');
    expect(await stateOf(personId)).toBe('met');
  });

  it('ends kindly where nothing comes of it, or in silence where that is better', async () => {
    const [later, no] = [await taken(), await taken()];
    expect((await end(later.id, 'not_now')).body.told).toBe(true);
    expect((await end(no.id, 'declined', false)).body.told).toBe(false);
    expect(await words(no.personId)).toEqual([]);
    expect(await stateOf(later.personId)).toBe('applied');
    const again = await ask(asTrainer, 'POST', `applicants/${later.personId}/greetings`, { id: newId() });
    expect(again.status).toBe(200);
  });

  it('leaves an active member active, and forgets with who leaves', async () => {
    await certify(trainer.id, 'rights');
    expect(await stateOf(trainer.id)).toBe('active');
    const { personId, id } = await taken();
    await ask(asTrainer, 'PUT', `greetings/${id}/notes`, { checked: [], notes: 'Some words.' });
    const free = { isHeld: async () => false, mustBeFree: async () => {} };
    await net.tx((ctx) => removePerson(ctx, personId, free));
    await net.settle();
    const left = await net.tx(async ({ tx }) => [
      ...(await tx.selectFrom('greetings').select('id').where('person_id', '=', personId).execute()),
      ...(await tx.selectFrom('applications').select('id').where('person_id', '=', personId).execute()),
      ...(await tx.selectFrom('record_keys').select('record').where('record', '=', id).execute()),
    ]);
    expect(left).toEqual([]);
    expect((await ask(asTrainer, 'GET', `applicants/${personId}`)).status).toBe(404);
  });
});

describe('vetting notes', () => {
  it('go with their key 180 days after the conversation; how it ended stays', async () => {
    const { id } = await taken();
    await ask(asTrainer, 'PUT', `greetings/${id}/notes`, { checked: await all(), notes: 'Some words.' });
    await end(id, 'met');
    const kept = () =>
      net.tx(async ({ tx }) => ({
        notes: (await tx.selectFrom('greetings').select('notes').where('id', '=', id).executeTakeFirst())
          ?.notes,
        keys: await tx.selectFrom('record_keys').select('record').where('record', '=', id).execute(),
      }));
    expect((await kept()).keys).toHaveLength(1);
    net.clock.advance(181 * 24 * 60);
    await net.tx((ctx) => enqueue(ctx, 'holds.nightly', {}, ctx.now));
    await net.settle();
    expect(await kept()).toEqual({ notes: null, keys: [] });
  });
});
