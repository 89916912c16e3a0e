import { call } from '../../../desk/kit/api.ts';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { didIt } from '../../../desk/kit/undo.ts';
import * as c from '../contract.ts';
import { findingWord } from './words.ts';

const stale = ['/api/v1/incidents', '/api/v1/reports', '/api/v1/callouts', '/api/v1/alarms'];

/** What a dispatcher does with an incident; merge, split and conclusion can be taken back with U. */
export function useIncidentActs(id: string, onMoved: (to?: { incident: string }) => void) {
  const params = { id };
  const check = useAct(c.checkIncident, { stale, done: () => 'It is being checked.' });
  const lead = useAct(c.leadIncident, { stale, done: () => 'You lead it.' });
  const verify = useAct(c.verifyIncident, { stale });
  const addSource = useAct(c.addSource, { stale, done: () => 'Written down as a source.' });
  const merge = useAct(c.mergeIncident, { stale });
  const split = useAct(c.splitIncident, { stale });
  const conclude = useAct(c.concludeIncident, { stale });
  const undoChange = useAct(c.undoChange, { stale, done: () => 'Taken back.' });
  const takeBack = (change: string) => undoChange.run({ params: { id: change } });
  const backOf = (detail: c.IncidentDetail, kind: c.ChangeKind) =>
    detail.undoable.find((change) => change.kind === kind)?.id;

  /** Keeps the way back where there is one. */
  const did = (word: string, change: string | undefined) => change && didIt(word, () => takeBack(change));

  return {
    busy: [check, lead, verify, merge, split, conclude].some(({ busy }) => busy),
    check: () => check.run({ params }),
    lead: () => lead.run({ params }),
    takeBack,
    async verify(finding: c.Finding) {
      const done = await verify.ask({ params, body: { id: newId(), finding } });
      if (done) didIt(`#${done.number}: ${findingWord(finding)}.`, () => check.run({ params }));
    },
    addSource: (given: Omit<Parameters<typeof addSource.run>[0]['body'], 'id'>) =>
      addSource.ask({ params, body: { ...given, id: newId() } }),
    async merge(into: Pick<c.Incident, 'id' | 'number'>) {
      const done = await merge.ask({ params, body: { into: into.id } });
      if (!done) return;
      did(`Merged into #${into.number}.`, backOf(done, 'merge'));
      onMoved({ incident: into.id });
    },
    async split(sourceIds: string[]) {
      const done = await split.ask({ params, body: { id: newId(), sourceIds } });
      if (!done) return;
      const origin = await call(c.readIncident, { params }).catch(() => null);
      did(`#${done.number} is made of what you took out.`, origin ? backOf(origin, 'split') : undefined);
    },
    async conclude(outcome: string) {
      const done = await conclude.ask({ params, body: { outcome } });
      if (!done) return;
      did(`#${done.number} is concluded. Everyone who helped hears how it ended.`, backOf(done, 'conclude'));
      onMoved();
    },
  };
}
