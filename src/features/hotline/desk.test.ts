import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { verifierSaw } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import { enqueue } from '../../platform/jobs/index.ts';
import { peopleByRole } from '../people/index.ts';
import { placeToOpen } from './rules.ts';

let net: TestNetwork;
let ana: Record<string, string>;
let ben: Record<string, string>;
let verifierId: string;

beforeAll(async () => {
  net = await testNetwork({ volunteers: 120 });
  const [a, b] = await net.tx((ctx) => peopleByRole(ctx, 'dispatcher', 2));
  ana = await net.signIn(['dispatcher'], a!.id);
  ben = await net.signIn(['dispatcher'], b!.id);
  verifierId = (await net.tx((ctx) => peopleByRole(ctx, 'verifier', 1)))[0]!.id;
});

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
async function call(headers: Record<string, string>, method: Method, url: string, payload?: object) {
  const answer = await net.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: await net.open(headers, answer.json()) };
}
const post = (as: Record<string, string>, url: string, body: object = {}) =>
  call(as, 'POST', `/api/v1/${url}`, body);
const read = async (url: string, as = ana) => (await call(as, 'GET', `/api/v1/${url}`)).body;

let callers = 0;
async function report(over: object = {}): Promise<string> {
  const id = newId();
  const sent = await post(ana, 'desk/reports', {
    id,
    what: 'Two vans, six people in vests',
    where: { text: 'Roosevelt and 82nd' },
    tense: 'now',
    firstHand: true,
    contact: `+1917555${String(++callers).padStart(4, '0')}`,
    ...over,
  });
  expect(sent.status).toBe(200);
  return id;
}
async function incidentFrom(reportId: string): Promise<string> {
  const id = newId();
  const place = placeToOpen(await read(`reports/${reportId}`));
  expect((await post(ana, `reports/${reportId}/incident`, { id, ...place })).status).toBe(200);
  return id;
}
const kinds = async (id: string) =>
  (await read(`incidents/${id}/timeline`)).items.map((e: { kind: string }) => e.kind);

describe('a report at the desk', () => {
  it('is found at its crossing, with words, place and what can be done', async () => {
    const id = await report();
    const shown = await read(`reports/${id}`);
    expect(shown).toMatchObject({
      state: 'new',
      words: 'Two vans, six people in vests',
      place: { text: 'Roosevelt and 82nd', zone: { name: 'Jackson Heights' } },
      redFlags: [],
      contact: expect.stringContaining('+1917555'),
    });
    expect(shown.can).toEqual(expect.arrayContaining(['claim', 'link', 'open', 'close']));
    expect(shown.can).not.toContain('ask');
  });

  it('is claimed by one of two who act at once; the other sees who and when', async () => {
    const id = await report();
    const answers = await Promise.all([post(ana, `reports/${id}/claim`), post(ben, `reports/${id}/claim`)]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    const [won, lost] = answers.sort((a, b) => a.status - b.status);
    expect(lost!.body).toMatchObject({ who: won!.body.claimedBy.callSign, at: won!.body.claimedBy.at });
  });

  it('cannot be settled by another than who claimed it, until they release it', async () => {
    const id = await report();
    await post(ana, `reports/${id}/claim`);
    expect((await post(ben, `reports/${id}/close`, { as: 'spam' })).status).toBe(409);
    await post(ana, `reports/${id}/release`);
    expect((await post(ben, `reports/${id}/close`, { as: 'past_event' })).body).toMatchObject({
      state: 'closed',
      closedAs: 'past_event',
    });
    expect((await post(ana, `reports/${id}/claim`)).status).toBe(409);
    expect((await post(ana, `reports/${id}/reopen`)).body).toMatchObject({ state: 'new', closedAs: null });
  });

  it('sees a match with the incident that is open there, and says why', async () => {
    const first = await report();
    const incidentId = await incidentFrom(first);
    const second = await report();
    const { serverMatches } = await read(`reports/${second}`);
    const match = serverMatches.find((m: { incidentId: string }) => m.incidentId === incidentId);
    expect(match).toMatchObject({ reasons: { distanceM: 0, minutes: 0 } });
    expect(match.score).toBeGreaterThan(0.8);
  });

  it('is not shown to those who may not read, and unknown where it is not', async () => {
    const observer = await net.signIn(['observer']);
    expect((await call(observer, 'GET', '/api/v1/reports')).status).toBe(403);
    expect((await call({}, 'GET', '/api/v1/reports')).status).toBe(401);
    expect((await post(ana, `reports/${newId()}/claim`)).status).toBe(404);
    const operator = await net.signIn(['operator']);
    const id = await report();
    expect((await post(operator, `reports/${id}/link`, { incidentId: newId() })).status).toBe(403);
  });

  it('keeps a draft for the one who types, until it is sent', async () => {
    const id = newId();
    expect((await call(ana, 'PUT', `/api/v1/desk/drafts/${id}`, { fields: { what: 'two v' } })).status).toBe(
      200,
    );
    expect(await read(`desk/drafts/${id}`)).toMatchObject({ fields: { what: 'two v' } });
    expect((await call(ben, 'GET', `/api/v1/desk/drafts/${id}`)).status).toBe(404);
    expect((await call(ben, 'PUT', `/api/v1/desk/drafts/${id}`, { fields: {} })).status).toBe(404);
    await report({ id });
    expect((await call(ana, 'GET', `/api/v1/desk/drafts/${id}`)).status).toBe(404);
  });

  it('takes more while the caller is still on the line', async () => {
    const id = await report({ firstHand: undefined });
    const addition = { id: newId(), answers: { people: '6' }, firstHand: true };
    await post(ana, `reports/${id}/additions`, addition);
    await post(ana, `reports/${id}/additions`, addition);
    const shown = await read(`reports/${id}`);
    expect(shown).toMatchObject({
      firstHand: true,
      additions: 1,
      additionList: [{ answers: { people: '6' } }],
    });
  });
});

describe('an incident', () => {
  it('is opened from a report once, whatever is sent twice', async () => {
    const reportId = await report();
    const id = await incidentFrom(reportId);
    expect((await post(ana, `reports/${reportId}/incident`, { id })).status).toBe(200);
    expect((await post(ben, `reports/${reportId}/incident`, { id: newId() })).status).toBe(409);
    expect(await read(`incidents/${id}`)).toMatchObject({
      label: 'Roosevelt and 82nd',
      sources: 1,
      verification: 'unverified',
      confirmable: { offered: false },
      lureSigns: ['single_anonymous'],
    });
    expect(await kinds(id)).toEqual(['opened', 'source_added']);
  });

  it('gets the next number of its network, also when many open at once', async () => {
    const opened = await Promise.all(
      Array.from({ length: 8 }, () => post(ana, 'incidents', { id: newId(), label: 'Corona Plaza' })),
    );
    const numbers = opened.map((o) => o.body.number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 8 }, (_, i) => numbers[0] + i));
  });

  it('is confirmed only when the rule is met, by one of two who decide at once', async () => {
    const id = await incidentFrom(await report());
    const early = await post(ana, `incidents/${id}/verifications`, { id: newId(), finding: 'confirmed' });
    expect(early).toMatchObject({ status: 422, body: { missing: 'verifier independent picture' } });
    expect((await post(ana, `incidents/${id}/check`)).body.verification).toBe('checking');
    expect((await post(ben, `incidents/${id}/check`)).status).toBe(409);
    const seen = { says: 'seen', onScene: true, firstHand: true, picture: false };
    const unsent = { id: newId(), personId: verifierId, kind: 'verifier', ...seen };
    expect((await post(ana, `incidents/${id}/sources`, unsent)).status).toBe(400);
    const told = { ...unsent, kind: 'observer' };
    expect((await post(ana, `incidents/${id}/sources`, told)).body.confirmable.offered).toBe(false);
    await verifierSaw(net, id, verifierId);
    expect((await read(`incidents/${id}`)).confirmable).toMatchObject({
      offered: true,
      rule: 'verifier_on_scene',
    });
    const both = await Promise.all([
      post(ana, `incidents/${id}/verifications`, { id: newId(), finding: 'confirmed' }),
      post(ben, `incidents/${id}/verifications`, { id: newId(), finding: 'nothing_there' }),
    ]);
    expect(both.map((b) => b.status).sort()).toEqual([200, 409]);
    const lost = both.find((b) => b.status === 409)!;
    expect(lost.body).toMatchObject({ who: expect.any(String), at: net.clock.now().toISOString() });
  });

  it('counts two calls without a number as one origin, and a reporter who cannot be told apart as one', async () => {
    const first = await report({ contact: undefined });
    const id = await incidentFrom(first);
    const second = await report({ contact: undefined });
    await post(ana, `reports/${second}/link`, { incidentId: id });
    const { confirmable, sourceList } = await read(`incidents/${id}`);
    expect(confirmable.missing).toContain('independent');
    expect(sourceList.map((s: { originGroup: number }) => s.originGroup)).toEqual([1, 1]);
  });

  it('is not confirmed by what one hand writes down for others, nor on the word of nobody', async () => {
    const id = await incidentFrom(await report({ firstHand: false }));
    const seen = { kind: 'observer', says: 'seen', onScene: true, firstHand: true, picture: true };
    const nobody = await post(ana, `incidents/${id}/sources`, { id: newId(), personId: newId(), ...seen });
    expect(nobody.status).toBe(404);
    const members = await net.tx((ctx) => peopleByRole(ctx, 'observer', 2));
    for (const { id: personId } of members)
      await post(ana, `incidents/${id}/sources`, { id: newId(), personId, ...seen });
    const { confirmable } = await read(`incidents/${id}`);
    expect(confirmable).toMatchObject({ offered: false, missing: ['verifier', 'independent'] });
  });

  it('keeps a drill and what is real apart', async () => {
    const id = await incidentFrom(await report());
    const made = await report({ drill: true });
    expect((await post(ana, `reports/${made}/unlink`)).status).toBe(409);
    expect((await post(ana, `reports/${made}/link`, { incidentId: id })).status).toBe(422);
    expect(await read(`reports/${made}`)).toMatchObject({ state: 'new', incidentId: null });
    expect((await read(`incidents/${id}`)).sources).toBe(1);
  });

  it('keeps its reports when it is concluded, until that is taken back', async () => {
    const first = await report();
    const id = await incidentFrom(first);
    await post(ana, `incidents/${id}/conclude`, { outcome: 'nothing-found' });
    expect((await post(ana, `reports/${first}/unlink`)).status).toBe(409);
    expect((await read(`incidents/${id}`)).sources).toBe(1);
  });

  it('that was opened by mistake ends with its only report, and comes back with it', async () => {
    const made = await report();
    const id = await incidentFrom(made);
    await post(ana, `reports/${made}/unlink`);
    expect(await read(`incidents/${id}`)).toMatchObject({ outcome: 'withdrawn', sources: 0 });
    expect((await read('incidents?open=1')).items.map((i: { id: string }) => i.id)).not.toContain(id);
    expect((await post(ana, `reports/${made}/link`, { incidentId: id })).status).toBe(200);
    expect(await read(`incidents/${id}`)).toMatchObject({ outcome: null, concludedAt: null, sources: 1 });
    const [link] = (await read(`incidents/${id}`)).undoable;
    await post(ana, `incidents/changes/${link.id}/undo`);
    expect(await read(`incidents/${id}`)).toMatchObject({ outcome: 'withdrawn' });
    await net.settle();
    expect((await post(ana, `reports/${made}/link`, { incidentId: id })).status).toBe(200);

    // Once something has come of it, it stays.
    await post(ana, `incidents/${id}/check`);
    await post(ana, `reports/${made}/unlink`);
    expect(await read(`incidents/${id}`)).toMatchObject({
      outcome: null,
      verification: 'checking',
      sources: 0,
    });
  });

  it('links, unlinks and takes both back; the report follows', async () => {
    const id = await incidentFrom(await report());
    const other = await report();
    await post(ana, `reports/${other}/link`, { incidentId: id });
    const [change] = (await read(`incidents/${id}`)).undoable;
    expect(change).toMatchObject({ kind: 'link', subject: other });
    expect((await post(ben, `incidents/changes/${change.id}/undo`)).body.sources).toBe(1);
    expect((await post(ana, `incidents/changes/${change.id}/undo`)).status).toBe(409);
    await net.settle();
    expect(await read(`reports/${other}`)).toMatchObject({ state: 'claimed', incidentId: null });

    await post(ana, `reports/${other}/link`, { incidentId: id });
    await post(ana, `reports/${other}/unlink`);
    const [unlink] = (await read(`incidents/${id}`)).undoable;
    await post(ana, `incidents/changes/${unlink.id}/undo`);
    await net.settle();
    expect(await read(`reports/${other}`)).toMatchObject({ state: 'linked', incidentId: id });
  });

  it('merges into another and comes apart again', async () => {
    const [a, b] = [await report(), await report()];
    const [from, into] = [await incidentFrom(a), await incidentFrom(b)];
    expect((await post(ana, `incidents/${from}/merge`, { into: from })).status).toBe(400);
    expect((await post(ana, `incidents/${from}/merge`, { into })).body).toMatchObject({
      id: into,
      sources: 2,
    });
    expect((await post(ben, `incidents/${from}/check`)).status).toBe(409);
    expect((await read(`reports/${a}`)).incidentId).toBe(into);
    expect(await kinds(into)).toContain('merged_in');
    const [change] = (await read(`incidents/${into}`)).undoable;
    await post(ana, `incidents/changes/${change.id}/undo`);
    expect((await read(`reports/${a}`)).incidentId).toBe(from);
    expect(await read(`incidents/${from}`)).toMatchObject({ mergedInto: null, sources: 1 });
  });

  it('splits some sources out and takes that back', async () => {
    const id = await incidentFrom(await report());
    const other = await report();
    await post(ana, `reports/${other}/link`, { incidentId: id });
    const { sourceList } = await read(`incidents/${id}`);
    const all = sourceList.map((s: { id: string }) => s.id);
    expect((await post(ana, `incidents/${id}/split`, { id: newId(), sourceIds: all })).status).toBe(422);
    const part = newId();
    const split = await post(ana, `incidents/${id}/split`, { id: part, sourceIds: [all[1]] });
    expect(split.body).toMatchObject({ id: part, sources: 1, label: 'Roosevelt and 82nd' });
    const change = (await read(`incidents/${id}`)).undoable.find((c: { kind: string }) => c.kind === 'split');
    expect((await post(ana, `incidents/changes/${change.id}/undo`)).body.sources).toBe(2);
  });

  it('concludes with an outcome that fits, and comes back', async () => {
    const id = await incidentFrom(await report());
    expect((await post(ana, `incidents/${id}/conclude`, { outcome: 'no-such' })).status).toBe(400);
    expect((await post(ana, `incidents/${id}/conclude`, { outcome: 'confirmed' })).status).toBe(422);
    expect((await post(ana, `incidents/${id}/conclude`, { outcome: 'nothing-found' })).body.response).toBe(
      'concluded',
    );
    const late = await post(ben, `incidents/${id}/conclude`, { outcome: 'cannot-verify' });
    expect(late).toMatchObject({ status: 409, body: { who: expect.any(String) } });
    const [change] = (await read(`incidents/${id}`)).undoable;
    expect((await post(ben, `incidents/changes/${change.id}/undo`)).body).toMatchObject({
      concludedAt: null,
      response: 'none',
    });
  });

  it('is exported by the schema that is published', async () => {
    const id = await incidentFrom(await report());
    await post(ana, `incidents/${id}/notes`, { id: newId(), words: 'quiet street' });
    const exported = await read(`incidents/${id}/export`);
    expect(exported).toMatchObject({ format: 'porchlight-incident', version: 1, incident: { id } });
    expect(exported.timeline.at(-1)).toMatchObject({ kind: 'note', words: 'quiet street' });
    const schema = await read('schemas/incident-export.json', {});
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(exported).sort());
    const operator = await net.signIn(['operator']);
    expect((await call(operator, 'GET', `/api/v1/incidents/${id}/export`)).status).toBe(403);
  });

  it('forgets its exact place thirty days after the end', async () => {
    const reportId = await report();
    const id = await incidentFrom(reportId);
    const merged = await incidentFrom(await report());
    await post(ana, `incidents/${merged}/merge`, { into: id });
    await post(ana, `incidents/${id}/conclude`, { outcome: 'nothing-found' });
    net.clock.advance(31 * 24 * 60);
    await net.tx((ctx) => enqueue(ctx, 'holds.nightly', {}, ctx.now));
    await net.settle();
    const again = await net.signIn(['dispatcher']);
    for (const one of [id, merged])
      expect(await read(`incidents/${one}`, again)).toMatchObject({
        point: null,
        cell: null,
        label: 'Jackson Heights',
      });
  });
});
