import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { didIt } from '../../../desk/kit/undo.ts';
import type { Incident } from '../../incidents/contract.ts';
import * as c from '../contract.ts';
import { placeToOpen } from '../rules.ts';
import { closings } from './words.ts';

const stale = ['/api/v1/reports', '/api/v1/incidents'];

/** What a dispatcher does with a report; each act that moves it away can be taken back with U. */
export function useReportActs(report: c.Report, onMoved: (to?: { incident: string }) => void) {
  const { id } = report;
  const params = { id };
  const claim = useAct(c.claimReport, { stale });
  const release = useAct(c.releaseReport, { stale });
  const link = useAct(c.linkReport, { stale });
  const unlink = useAct(c.unlinkReport, { stale });
  const open = useAct(c.openFromReport, { stale });
  const close = useAct(c.closeReport, { stale });
  const reopen = useAct(c.reopenReport, { stale, done: () => 'Opened again.' });
  const ask = useAct(c.askReporter, { stale, done: () => 'Asked back. The answer comes to this report.' });
  const ban = useAct(c.banOrigin, { stale });
  const liftBan = useAct(c.liftBan, { stale, done: () => 'Their reports come to the lane again.' });

  return {
    busy: [claim, release, link, unlink, open, close].some(({ busy }) => busy),
    claim: () => claim.run({ params }),
    release: () => release.run({ params }),
    reopen: () => reopen.run({ params }),
    async link(incident: Pick<Incident, 'id' | 'number'>) {
      const done = await link.ask({ params, body: { incidentId: incident.id } });
      if (!done) return;
      didIt(`Linked to #${incident.number}.`, () => unlink.run({ params }));
      onMoved({ incident: incident.id });
    },
    async unlink(incident: Pick<Incident, 'id' | 'number'> | undefined) {
      const done = await unlink.ask({ params });
      if (!done || !incident) return;
      didIt(`Taken out of #${incident.number}.`, () =>
        link.run({ params, body: { incidentId: incident.id } }),
      );
    },
    async open() {
      const done = await open.ask({ params, body: { id: newId(), ...placeToOpen(report) } });
      if (!done) return;
      didIt('A new incident is open.', () => unlink.run({ params }));
      onMoved(done.incidentId ? { incident: done.incidentId } : undefined);
    },
    async close(as: c.ClosedAs) {
      const done = await close.ask({ params, body: { as } });
      if (!done) return;
      const word = closings.find(({ id }) => id === as)?.label ?? as;
      didIt(`Closed: ${word.toLowerCase()}.`, () => reopen.run({ params }));
      onMoved();
    },
    ask: (question: c.Question) => ask.run({ params, body: { id: newId(), question } }),
    async ban() {
      const done = await ban.ask({ body: { reportId: id } });
      if (done)
        didIt('From now on their reports wait apart. Nothing is dropped.', () => liftBan.run({ params }));
    },
  };
}
