import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { testNetwork } from '../../../test/harness.ts';
import { corner, incidentAt, settlePeople } from '../../../test/village.ts';
import { newId } from '../../platform/id.ts';

/**
 * One after the other at 0.3 ms each, they are most of the time from the dispatcher's key to the first ask. 51 when
 * this was written, 63 before.
 */
const most = 56;

it('a call-out takes few statements, from the request to the answer with everyone asked', async () => {
  const net = await testNetwork({ volunteers: 20 });
  const [dispatcher] = await settlePeople(net, 1);
  await settlePeople(net, 8, { course: 'verifier' });
  const headers = await net.signIn(['dispatcher'], dispatcher!.id);
  const { lat, lon } = await net.tx(corner);
  const incidentId = await incidentAt(net);
  await net.settle();
  const payload = {
    ...{ id: newId(), incidentId, purpose: 'verify', manner: 'pair', wanted: 2, roles: [] },
    ...{ meet: { lat, lon }, minutes: 20 },
  };
  const query = vi.spyOn(pg.Client.prototype, 'query');
  const answer = await net.app.inject({ method: 'POST', url: '/api/v1/callouts', headers, payload });
  const count = query.mock.calls.length;
  query.mockRestore();
  expect([answer.statusCode, answer.json().asked]).toEqual([200, expect.any(Number)]);
  expect(count).toBeLessThanOrEqual(most);
});
