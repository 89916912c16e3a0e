import { describe, expect, it } from 'vitest';
import { type Going, networkThatGoes } from '../../../test/going.ts';
import { corner, incidentAt, onPhone, settlePeople, text } from '../../../test/village.ts';
import { emit } from '../../platform/events/index.ts';
import { newId } from '../../platform/id.ts';
import { zoneAt } from '../places/index.ts';

const { net, desk, people, call, post, read, lastOn, wish, confirmed, callOut, clear, act } =
  await networkThatGoes();

describe('who goes', () => {
  it('asks others while silence lasts, marks a drill, and speaks the language of each', async () => {
    const ana = (await settlePeople(net, 1, { languages: ['es', 'en'] }))[0]!;
    const bao = (await settlePeople(net, 1, { languages: ['zh'] }))[0]!;
    people.push(ana, bao);
    await net.tx((ctx) =>
      ctx.tx
        .updateTable('responders')
        .set({ asked_count: 20, yes_count: 20 })
        .where('person_id', 'in', [ana.id, bao.id])
        .execute(),
    );
    const going = await callOut({}, { drill: true });
    expect(await lastOn(ana.phone)).toMatch(
      /^\[DRILL · SIMULACRO\] Porchlight: [A-Z]\d\. Se necesita a alguien que observe en Jackson Heights en 20 min\./,
    );
    expect(await lastOn(bao.phone)).toMatch(
      /^\[DRILL · 演习\] Porchlight：[A-Z]\d。Jackson Heights需要一位观察员/,
    );
    expect(await text(net, ana.phone, '¿quién más va?')).toContain('no entendimos');
    const wave1 = (await read(`callouts/${going.callout}`)).asked;
    net.clock.advance(2);
    await net.settle();
    const later = await read(`callouts/${going.callout}`);
    expect(later.asked).toBeGreaterThan(wave1);
    expect(later.assignments.find((a: { personId: string }) => a.personId === ana.id).says).toBe(
      '¿quién más va?',
    );
    expect(await text(net, ana.phone, 'sí, en 10 minutos')).toMatch(
      /^\[DRILL · SIMULACRO\] .*gracias\. Punto de encuentro/s,
    );
    expect(await text(net, bao.phone, '路上')).toMatch(/^\[DRILL · 演习\] .*集合地点.*您在路上/s);
    expect(await text(net, bao.phone, '到了')).toContain('您已到达');
    expect(await text(net, bao.phone, '平安')).toContain('下一次');
    expect(await text(net, bao.phone, '离开')).toContain('您已离开');
    await clear(going);
    // The other tests read English.
    await net.tx((ctx) =>
      ctx.tx
        .updateTable('responders')
        .set({ active: false })
        .where('person_id', 'in', [ana.id, bao.id])
        .execute(),
    );
  });

  it('is checked again when accepting: lapsed, suspended, stopped by counsel, concluded', async () => {
    const going = await callOut();
    const [ana, ben, cem, dan] = going.asked as Going['asked'] & { length: 4 };
    await net.tx((ctx) =>
      ctx.tx
        .updateTable('certificates')
        .set({ revoked_at: ctx.now })
        .where('person_id', '=', ana!.personId)
        .execute(),
    );
    const lapsed = await act(ana!.as, ana!.id, 'answer', { says: 'yes' });
    expect([lapsed.status, lapsed.body.detail]).toEqual([422, expect.stringContaining('not current')]);
    expect((await act(ben!.as, ben!.id, 'answer', { says: 'yes' })).body.outcome).toBe('accepted');

    const stop = newId();
    expect((await post('stops', { id: stop, what: 'callouts', reason: 'review' })).status).toBe(200);
    const stopped = await act(cem!.as, cem!.id, 'answer', { says: 'yes' });
    expect(stopped.status).toBe(422);
    const refused = await post('callouts', await wish(going.incident));
    expect([refused.status, refused.body.detail]).toEqual([422, 'Counsel has stopped all call-outs.']);
    await net.settle();
    expect(await lastOn(ben!.phone)).toContain('Counsel has stopped call-outs');
    expect((await read(`callouts/${going.callout}`)).standDown.reason).toBe('counsel');
    await call(desk, 'DELETE', `stops/${stop}`);
    expect((await act(dan!.as, dan!.id, 'answer', { says: 'yes' })).status).toBe(409);
    await clear(going);
    expect((await act(dan!.as, dan!.id, 'answer', { says: 'yes' })).status).toBe(409);
    expect((await post('callouts', await wish(going.incident))).status).toBe(409);
  });

  it('lets a dispatcher answer for somebody, seat a reserve and enter steps', async () => {
    const going = await callOut();
    const [ana, ben, cem] = going.asked as [Going['asked'][0], Going['asked'][0], Going['asked'][0]];
    const said = { id: newId(), says: 'yes', etaMinutes: 5, words: 'phoned in' };
    const first = await post(`assignments/${ana.id}/answer`, said);
    expect(first.body.outcome).toBe('accepted');
    await post(`assignments/${ana.id}/answer`, said);
    await net.settle();
    const meet = (await onPhone(net, ana.phone)).filter((m) =>
      m.body.startsWith(`${going.code}: thank you. Meet`),
    );
    expect(meet.length).toBe(1);
    await text(net, ben.phone, 'yes');
    expect(await text(net, cem.phone, 'yes')).toContain('reserve');
    const seated = await post(`assignments/${cem.id}/seat`);
    expect([seated.status, seated.body.filled]).toEqual([200, 3]);
    const there = await post(`assignments/${cem.id}/step`, { id: newId(), step: 'on-scene' });
    expect(there.body.assignments.find((a: { id: string }) => a.id === cem.id)).toMatchObject({
      state: 'on_scene',
      can: ['step'],
    });
    expect((await post('callouts', await wish(going.incident, { wanted: 4 }))).body.wanted).toBe(1);
    await clear(going);
  });

  it('is called back when the certificate is taken back, and a place is forgotten with its incident', async () => {
    const going = await callOut();
    const [ana] = going.asked as [Going['asked'][0]];
    await text(net, ana.phone, 'yes');
    const certificates = await read('me/certificates', ana.as);
    const trainer = await net.signIn(['trainer']);
    const revoked = await post(`certificates/${certificates.items[0].id}/revocation`, {}, trainer);
    expect(revoked.status).toBe(200);
    await net.settle();
    expect(await lastOn(ana.phone)).toContain('please do not go');
    expect((await read('field', ana.as)).history.concat((await read('field', ana.as)).assignments)).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: ana.id, state: 'released', meet: null })]),
    );
    await clear(going);
    await net.tx((ctx) => emit(ctx, { kind: 'incident.coarsened', subject: going.incident }));
    await net.settle();
    const [after] = (await read(`callouts?incidentId=${going.incident}`)).items;
    const zone = await net.tx(async (ctx) => (await zoneAt(ctx, await corner(ctx)))!);
    expect(after.meet).toEqual({ lat: zone.lat, lon: zone.lon, label: zone.name });
  });

  it('sends nobody alone but a verifier to a vantage point', async () => {
    const incident = await confirmed();
    const alone = await post('callouts', await wish(incident, { manner: 'vantage', wanted: 1 }));
    expect([alone.status, alone.body.errors[0].path]).toEqual([400, 'body.manner']);
  });

  it('relieves one for one: nobody comes before somebody has left', async () => {
    const going = await callOut({ wanted: 4 });
    const four = going.asked.slice(0, 4);
    for (const one of four) await text(net, one.phone, 'yes');
    for (const one of four) await text(net, one.phone, 'here');
    expect((await post('callouts', await wish(going.incident))).status).toBe(422);
    const given = await wish(going.incident, { purpose: 'relief', wanted: 1 });
    const at = { lat: String(given.meet.lat), lon: String(given.meet.lon) };
    const facts = { ...at, purpose: 'relief', minutes: String(given.minutes), wanted: '1' };
    const price = await post('delivery/quotes', { what: 'ask', facts });
    const relief = await post('callouts', given);
    expect([relief.status, relief.body.wanted]).toEqual([200, 1]);
    // What it costs was said of as many as were then asked.
    expect([price.status, price.body.people]).toEqual([200, relief.body.assignments.length]);
    await net.settle();
    const fifth = people.find((p) => p.id === relief.body.assignments[0].personId)!;
    expect(await text(net, fifth.phone, 'yes')).toMatch(/You relieve .* do not come yet/);
    const leaving = going.asked[0]!;
    expect(await lastOn(leaving.phone)).toContain('can take over from you');
    expect(await text(net, leaving.phone, 'left')).toContain('you have left');
    expect(await lastOn(fifth.phone)).toContain('Meet at');
    const seats = await net.tx((ctx) => ctx.tx.selectFrom('seats').select('person_id').execute());
    expect(seats.map((s) => s.person_id)).toEqual(expect.arrayContaining([fifth.id]));
    expect(seats.length).toBe(4);
    await clear(going);
  });

  it('speaks of no partner to a verifier who goes alone, and asks what they found when they leave', async () => {
    const incident = await incidentAt(net);
    const asked = await post(
      'callouts',
      await wish(incident, { purpose: 'verify', manner: 'vantage', wanted: 1 }),
    );
    await net.settle();
    const { id, personId } = asked.body.assignments[0];
    const { phone } = people.find((p) => p.id === personId)!;
    const yes = await text(net, phone, 'yes');
    expect([yes, yes]).toEqual([
      expect.stringContaining('You are alone'),
      expect.not.stringContaining('partner'),
    ]);
    await text(net, phone, 'here');
    expect(await text(net, phone, 'left')).toContain('What did you find?');
    expect(await text(net, phone, 'nothing')).toContain('noted: nothing there');
    const { items } = await read(`incidents/${incident}/timeline`);
    const left = items.find(
      (e: { kind: string; subject: string }) => e.kind === 'assignment.depart' && e.subject === id,
    );
    expect(left.data.unsaid).toBe(true);
  });
});
