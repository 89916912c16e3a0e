import { beforeAll, describe, expect, it } from 'vitest';
import { atSwitchboard } from '../../../test/switchboard.ts';
import { settlePeople, text } from '../../../test/village.ts';
import { maySee } from '../../composition.ts';
import { resident } from '../../platform/context.ts';
import { emit } from '../../platform/events/index.ts';
import { openCall } from '../../platform/http/call.ts';
import { newId } from '../../platform/id.ts';
import { sealFields } from '../keys/rules.ts';

const line = atSwitchboard();
const { calling, number, phoneOf } = line;
type Headers = Record<string, string>;
let lawyer: Headers;
let dispatcher: Headers;
const signIn = async () => {
  lawyer = await line.board.net.signIn(['legal'], line.board.legal[0]!.id);
  dispatcher = await line.board.net.signIn(['dispatcher'], line.board.dispatchers[0]!.id);
};

async function api(as: Headers, method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) {
  const answer = await line.board.net.app.inject({
    ...{ method, url: `/api/v1/${path}`, headers: as },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: await line.board.net.open(as, answer.json()) };
}
const get = async (as: Headers, path: string) => (await api(as, 'GET', path)).body;
const intakes = async () => {
  await line.board.net.settle();
  return (await get(lawyer, 'intakes?open=1')).items;
};
const newest = async () => get(lawyer, `intakes/${(await intakes())[0].id}`);

/** A lawyer takes what rings, by their telephone. */
async function takes() {
  const phone = phoneOf(line.board.legal[0]!);
  await phone.pickUp();
  await phone.press('1');
  await line.board.settle();
  return phone;
}

/** How it stands with whoever is paged for something. */
const pagedFor = (subject: string) =>
  line.board.net.tx((ctx) =>
    ctx.tx
      .selectFrom('escalations')
      .select('state')
      .where('network_id', '=', ctx.network.id)
      .where('subject', '=', subject)
      .orderBy('began_at')
      .execute(),
  );

describe('a live call by 3', () => {
  beforeAll(signIn);

  it('makes an intake of whoever takes it, shown with the call, and nobody else is woken', async () => {
    const before = (await intakes()).length;
    const caller = await calling('3');
    expect((await intakes()).length).toBe(before);
    await takes();
    const intake = await newest();
    expect((await intakes()).length).toBe(before + 1);
    expect(intake).toMatchObject({
      state: 'taken',
      takenBy: { personId: line.board.legal[0]!.id },
      calls: [{ callSign: intake.takenBy.callSign, endedAt: null, answeredAt: expect.any(String) }],
    });
    expect((await get(lawyer, 'calls')).open).toMatchObject([{ reportId: intake.report.id }]);
    const woken = await line.board.net.tx((ctx) =>
      ctx.tx
        .selectFrom('escalations')
        .select('id')
        .where('network_id', '=', ctx.network.id)
        .where('subject', '=', intake.id)
        .execute(),
    );
    expect(woken).toEqual([]);
    await caller.hangUp();
    expect((await newest()).calls).toMatchObject([{ endedAt: expect.any(String) }]);
  });

  it('goes back to the legal desk when whoever has it goes home, and somebody is paged', async () => {
    await calling('3');
    await takes();
    const { id } = await newest();
    const waits = () => pagedFor(id);
    const give = () => api(lawyer, 'POST', `intakes/${id}/return`, {});
    expect(await give()).toMatchObject({ status: 200, body: { state: 'open', takenBy: null } });
    expect((await give()).status).toBe(200);
    expect(await waits()).toEqual([{ state: 'running' }]);
    await api(lawyer, 'POST', `intakes/${id}/take`, {});
    expect((await api(dispatcher, 'POST', `intakes/${id}/return`, {})).status).toBe(403);
    expect((await waits()).map(({ state }) => state)).toEqual(['settled']);
  });

  it('is written down by the legal desk while it lasts, and by nobody else', async () => {
    await calling('3');
    await takes();
    const intake = await newest();
    const note = newId();
    const keys = (await api(lawyer, 'GET', 'keys/rings')).body;
    const words = { words: 'Her brother, taken at the corner at nine.', answers: {} };
    const { said } = await sealFields(keys, ['legal'], note, { said: words });
    const given = { id: note, said };
    const path = `intakes/${intake.id}/notes`;
    expect((await api(dispatcher, 'POST', path, given)).status).toBe(403);
    for (let n = 0; n < 2; n++) expect((await api(lawyer, 'POST', path, given)).status).toBe(200);
    await line.board.net.settle();
    const { lines } = await get(lawyer, `threads/${intake.report.id}`);
    expect(lines.at(-1)).toMatchObject({ id: note, from: 'person', callSign: intake.takenBy.callSign });
    expect(lines).toHaveLength(2);
    const closed = await api(lawyer, 'POST', `intakes/${intake.id}/close`);
    expect(closed.body.state).toBe('closed');
    expect((await api(lawyer, 'POST', path, { ...given, id: newId() })).status).toBe(409);
    expect((await api(lawyer, 'POST', path, { id: note, said: 'in plain' })).status).toBe(400);
  });

  it('that was cut off goes on when they call again soon; from another telephone it is another', async () => {
    const from = number();
    const caller = await calling('3', from);
    await takes();
    const first = await newest();
    await caller.hangUp();
    await line.board.settle();
    line.minutes(20);
    await signIn();
    const again = await calling('3', from);
    await takes();
    expect(await newest()).toMatchObject({ id: first.id, calls: [{}, {}] });
    await again.hangUp();
    await line.board.settle();
    const other = await calling('3');
    await takes();
    const second = await newest();
    expect(second.id).not.toBe(first.id);
    await other.hangUp();
    await line.board.settle();
    line.minutes(61);
    await signIn();
    await calling('3', from);
    await takes();
    expect((await newest()).id).not.toBe(first.id);
  });
});

describe('what is said about somebody detained', () => {
  const from = '+12125550355';
  beforeAll(async () => {
    await signIn();
    await text(line.board.net, from, 'Two vans at Roosevelt and 82nd, right now');
    await text(line.board.net, from, 'detained');
    await text(line.board.net, from, 'They took my brother');
    await line.board.net.settle();
  });
  const theirs = async () => (await get(lawyer, 'threads')).items[0];

  it('is a thread of the legal desk alone, apart from what the same person told the desk', async () => {
    const thread = await theirs();
    expect(thread).toMatchObject({ kind: 'detention', needsAnswer: true, unread: true, way: 'wall' });
    expect((await get(lawyer, 'threads')).needAnswer).toBe(1);
    // To the desk it does not exist, whatever is tried.
    const desk = await get(dispatcher, 'threads');
    expect(JSON.stringify(desk)).not.toContain(thread.id);
    expect(desk.needAnswer).toBe(0);
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '/replies', { id: newId(), words: 'Thank you.' }],
      ['POST', '/marks', { seen: true }],
      ['POST', '/assignment', { personId: null }],
      ['PUT', '/here', { typing: true }],
    ] as const)
      expect((await api(dispatcher, method, `threads/${thread.id}${path}`, body)).status, path).toBe(404);
    const [report] = (await get(dispatcher, 'reports?open=1')).items.filter(
      (r: { words: string | null }) => r.words === 'Two vans at Roosevelt and 82nd, right now',
    );
    const { lines } = await get(dispatcher, `threads/${report.threadId}`);
    expect(JSON.stringify(lines)).not.toContain('legal');
    expect(lines.filter((l: { from: string }) => l.from === 'person')).toHaveLength(1);
    // And what the desk has is not the legal desk's.
    expect((await api(lawyer, 'GET', `threads/${report.threadId}`)).status).toBe(404);
  });

  it('is answered, marked and given by the legal desk, and nobody else hears that it happened', async () => {
    const { id } = await theirs();
    const answered = await api(lawyer, 'POST', `threads/${id}/replies`, {
      id: newId(),
      words: 'Thank you. We look for him.',
    });
    expect(answered.body).toMatchObject({ needsAnswer: false, unread: false });
    const { desk } = answered.body;
    expect(desk.map((who: { personId: string }) => who.personId).sort()).toEqual(
      line.board.legal.map((l) => l.id).sort(),
    );
    const given = await api(lawyer, 'POST', `threads/${id}/assignment`, {
      personId: line.board.legal[0]!.id,
    });
    expect(given.body.assignedTo.personId).toBe(line.board.legal[0]!.id);
    const elsewhere = { personId: line.board.dispatchers[0]!.id };
    expect((await api(lawyer, 'POST', `threads/${id}/assignment`, elsewhere)).status).toBe(422);
    await api(lawyer, 'PUT', `threads/${id}/here`, { typing: true });
    await line.board.net.settle();
    const url = `/api/v1/demo/phones/${encodeURIComponent(from)}`;
    const { messages } = (await line.board.net.app.inject({ url })).json();
    expect(messages.at(-1).body).toBe('Thank you. We look for him.');

    const events = await line.board.net.tx((ctx) =>
      ctx.tx
        .selectFrom('events')
        .select(['kind', 'subject'])
        .where('network_id', '=', ctx.network.id)
        .where('subject', '=', id)
        .execute(),
    );
    expect(new Set(events.map((e) => e.kind))).toEqual(
      new Set(['report.restricted', 'report.restricted_added', 'thread.restricted']),
    );
    const { net } = line.board;
    const call = await openCall(net.services, net.network, resident, '');
    const sees = (role: string) =>
      maySee({ ...call, actor: net.actor(role) }, {
        kind: 'thread.restricted',
        subject: id,
        data: {},
      } as never);
    expect(['legal', 'dispatcher', 'operator', 'coordinator', 'admin'].map(sees)).toEqual([
      true,
      ...[false, false, false, false],
    ]);
  });

  it('and what a member writes to the desk is not the legal desk’s', async () => {
    const [member] = await settlePeople(line.board.net, 1);
    await text(line.board.net, member!.phone, 'When is the next training?');
    await line.board.net.settle();
    expect((await api(dispatcher, 'GET', `threads/${member!.id}`)).status).toBe(200);
    expect((await api(lawyer, 'GET', `threads/${member!.id}`)).status).toBe(404);
  });
});

it('What somebody had who is suspended waits for the rest of the legal desk, which is paged', async () => {
  await calling('3');
  await takes();
  const { id } = await newest();
  const holder = line.board.legal[0]!.id;
  await line.board.net.tx((ctx) => emit(ctx, { kind: 'person.suspended', subject: holder, data: {} }));
  await line.board.net.settle();
  expect(await newest()).toMatchObject({ id, state: 'open', takenBy: null });
  expect(await pagedFor(id)).toEqual([{ state: 'running' }]);
});
