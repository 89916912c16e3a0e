import { describe, expect, it } from 'vitest';
import { type Going, networkThatGoes } from '../../../test/going.ts';
import { onPhone, text } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';
import { onShift } from '../shifts/index.ts';

const { net, call, post, read, lastOn, callOut, clear, act } = await networkThatGoes();

describe('an assignment in the app', () => {
  it('goes through every step once, offline times included, and shows the meet point only after a yes', async () => {
    const going = await callOut({ roles: ['recorder', 'monitor'], brief: 'Come from 83rd Street.' });
    const [ana, ben, cem] = going.asked as [Going['asked'][0], Going['asked'][0], Going['asked'][0]];

    const before = await read('field', ana.as);
    expect(before.conduct.lines.length).toBe(5);
    expect(before.assignments).toMatchObject([
      {
        id: ana.id,
        state: 'asked',
        zone: 'Jackson Heights',
        meet: null,
        brief: null,
        partners: [],
        can: ['answer'],
      },
    ]);
    expect((await act(ben.as, ana.id, 'answer', { says: 'yes' })).status).toBe(404);
    expect((await act(ana.as, ana.id, 'on-scene')).status).toBe(409);

    const yes = { id: newId(), says: 'yes', etaMinutes: 12, words: 'by bike' };
    const first = await post(`field/${ana.id}/answer`, yes, ana.as);
    expect(first.body).toMatchObject({
      outcome: 'accepted',
      assignment: { state: 'accepted', role: 'recorder', brief: 'Come from 83rd Street.' },
    });
    expect(first.body.assignment.meet.label).toContain('Roosevelt');
    const again = await post(`field/${ana.id}/answer`, yes, ana.as);
    expect(again.body).toEqual(first.body);
    expect((await post(`field/${ana.id}/conduct`, { id: yes.id }, ana.as)).status).toBe(409);

    const other = await act(ben.as, ben.id, 'answer', { says: 'yes' });
    expect(other.body.assignment).toMatchObject({
      role: 'monitor',
      partners: [{ callSign: ana.callSign, role: 'recorder', state: 'accepted' }],
    });
    await net.settle();
    expect((await act(cem.as, cem.id, 'answer', { says: 'yes' })).body).toMatchObject({ outcome: 'reserve' });

    const blocked = await act(ana.as, ana.id, 'en-route');
    expect([blocked.status, blocked.body.detail]).toEqual([
      409,
      'First say yes and read the five lines. After a stand-down nobody goes.',
    ]);
    await act(ana.as, ana.id, 'conduct');
    expect((await act(ana.as, ana.id, 'en-route')).body.assignment.state).toBe('en_route');
    net.clock.advance(10);
    const at = new Date(net.clock.now().getTime() - 6 * 60_000).toISOString();
    const arrived = { id: newId(), at };
    for (let i = 0; i < 2; i++) {
      const there = await post(`field/${ana.id}/on-scene`, arrived, ana.as);
      expect(there.body.assignment).toMatchObject({ state: 'on_scene', onSceneAt: at });
    }
    for (const [path, more] of [
      ['check-in', {}],
      ['told-to-move', { order: 'Move to the other side', obeyed: true }],
      ['note', { words: 'Two people led away' }],
      ['need', { who: 'desk' }],
    ] as const)
      expect((await act(ana.as, ana.id, path, more)).status).toBe(200);
    expect((await act(ana.as, ana.id, 'finding', { finding: 'confirmed' })).status).toBe(409);
    expect((await read('alarms')).items).toMatchObject([{ kind: 'need', detail: 'desk', can: ['needSeen'] }]);
    await post(`assignments/${ana.id}/need-seen`);
    expect((await read('alarms')).items).toEqual([]);

    const form = new FormData();
    form.append('id', newId());
    form.append('at', at);
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    form.append('file', new Blob([png], { type: 'image/png' }), 'one.png');
    const request = new Request('http://x/', { method: 'POST', body: form });
    const payload = Buffer.from(await request.arrayBuffer());
    const rubbish = new FormData();
    rubbish.append('id', newId());
    rubbish.append('sealed', '{"type":"image/png"}');
    rubbish.append('file', new Blob([png]), 'one.png');
    const bad = new Request('http://x/', { method: 'POST', body: rubbish });
    const unread = await net.app.inject({
      method: 'POST',
      url: `/api/v1/field/${ana.id}/media`,
      headers: { ...ana.as, 'content-type': bad.headers.get('content-type')! },
      payload: Buffer.from(await bad.arrayBuffer()),
    });
    expect(unread.statusCode).toBe(400);
    const paths = unread.json().errors.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['sealed.sha256', 'sealed.key', 'sealed.notShown']));
    for (let i = 0; i < 2; i++) {
      const sent = await net.app.inject({
        method: 'POST',
        url: `/api/v1/field/${ana.id}/media`,
        headers: { ...ana.as, 'content-type': request.headers.get('content-type')! },
        payload,
      });
      expect([sent.statusCode, sent.json().outcome]).toEqual([200, 'noted']);
    }
    expect((await act(ana.as, ana.id, 'depart')).body.assignment.can).toContain('debrief');
    const answers = { 'what-happened': 'They left at nine', detained: 2, 'told-to-move': true };
    expect((await act(ana.as, ana.id, 'debrief', { answers })).body.assignment.debriefedAt).toBeTruthy();
    expect(await read(`debriefs?incidentId=${going.incident}`)).toMatchObject({
      items: [{ callSign: ana.callSign, answers }],
    });
    const { items } = await read(`incidents/${going.incident}/timeline`);
    const own = items.filter((e: { subject: string }) => e.subject === ana.id);
    expect(own.map((e: { kind: string }) => e.kind)).toEqual([
      'assignment.accepted',
      'assignment.conduct',
      'assignment.en-route',
      'assignment.on-scene',
      'assignment.picture',
      'assignment.check-in',
      'assignment.told-to-move',
      'assignment.note',
      'assignment.need',
      'assignment.need_seen',
      'assignment.depart',
      'assignment.debrief',
    ]);
    expect(own.find((e: { kind: string }) => e.kind === 'assignment.told-to-move').words).toBe(
      'Move to the other side',
    );
    const mine = await read('field', ana.as);
    expect([mine.assignments, mine.history.map((a: { id: string }) => a.id)]).toEqual([[], [ana.id]]);
    await clear(going);
  });

  it('alarms the desk and asks the partner when a check-in is missed, once, until the next word', async () => {
    const going = await callOut();
    const [ana, ben] = going.asked as [Going['asked'][0], Going['asked'][0]];
    for (const one of [ana, ben]) await text(net, one.phone, 'yes');
    for (const one of [ana, ben]) await text(net, one.phone, 'here');
    net.clock.advance(10);
    await text(net, ben.phone, 'ok');
    net.clock.advance(6);
    await net.settle();
    expect(await lastOn(ana.phone)).toContain('your check-in is overdue');
    expect(await lastOn(ben.phone)).toContain(`${ana.callSign} has not checked in`);
    expect((await read('alarms')).items).toMatchObject([{ kind: 'missed', callSign: ana.callSign }]);
    const count = (await onPhone(net, ana.phone)).length;
    net.clock.advance(1);
    await net.settle();
    expect((await onPhone(net, ana.phone)).length).toBe(count);
    expect(await text(net, ana.phone, 'ok')).toContain('next OK');
    expect((await read('alarms')).items).toEqual([]);
    await clear(going);
  });

  it('stands everyone down and tells contact and lawyer when one of ours is arrested', async () => {
    const going = await callOut({ wanted: 3 });
    const [ana, ben] = going.asked as [Going['asked'][0], Going['asked'][0]];
    const contact = '+12125550188';
    const named = { emergencyContact: { name: 'Mother', phone: contact, language: 'es' } };
    expect((await call(ana.as, 'PUT', 'me', named)).status).toBe(200);
    const lawyers = await net.tx((ctx) => onShift(ctx, 'legal'));
    expect(lawyers.length).toBeGreaterThan(0);
    for (const one of [ana, ben]) await text(net, one.phone, 'yes');
    for (const one of [ana, ben]) await text(net, one.phone, 'here');
    const raised = { id: newId(), kind: 'arrested' };
    for (let i = 0; i < 2; i++) {
      const { status, body } = await post(`field/${ana.id}/emergency`, raised, ana.as);
      expect([status, body.next]).toEqual([200, expect.stringContaining('call 911 first')]);
    }
    await net.settle();
    expect(await lastOn(contact)).toContain('ha sido arrestada');
    expect((await onPhone(net, contact)).length).toBe(1);
    expect(await lastOn(ben.phone)).toContain('STAND DOWN now. One of ours needs help');
    const [alarm] = (await read('alarms')).items;
    expect(alarm).toMatchObject({ id: raised.id, kind: 'emergency', detail: 'arrested', can: ['handle'] });
    const paged = await net.tx((ctx) =>
      ctx.tx.selectFrom('messages').select('person_id').where('purpose', '=', 'emergency').execute(),
    );
    expect(paged.map((m) => m.person_id)).toEqual(expect.arrayContaining(lawyers));
    expect((await read(`callouts/${going.callout}`)).closedAt).toBeTruthy();
    expect((await post(`emergencies/${raised.id}/handled`)).body.id).toBe(raised.id);
    await clear(going);
  });
});
