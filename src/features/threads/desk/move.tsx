import { seal } from '../../../desk/kit/api.ts';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { PickOne } from '../../../desk/kit/pick-one.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty } from '../../../desk/kit/states.tsx';
import { didIt } from '../../../desk/kit/undo.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listReports, moveMessage, moveMessageBack } from '../../hotline/contract.ts';
import { wholeReport } from '../../hotline/rules.ts';
import { listIncidents } from '../../incidents/contract.ts';
import { wordsOf } from '../rules.ts';
import type { Line } from './words.ts';

const stale = ['/api/v1/threads', '/api/v1/reports', '/api/v1/incidents'];

/** Where a message stands that was moved, and the way back. */
export function Moved({ line }: { line: Line }) {
  const back = useAct(moveMessageBack, { stale });
  if (!line.moved) return null;
  return (
    <p className="soft">
      ↷ Moved to another {line.moved.to} by {line.moved.callSign}.{' '}
      <button type="button" className="link" onClick={() => back.run({ params: { id: line.id } })}>
        Take it back
      </button>
    </p>
  );
}

/** Asks where a misrouted message belongs. */
export function Move({ line, onClose }: { line: Line; onClose: () => void }) {
  const reports = useCall(listReports, { query: { open: '1' } });
  const incidents = useCall(listIncidents, { query: { open: '1' } });
  const move = useAct(moveMessage, { stale });
  const back = useAct(moveMessageBack, { stale });
  const params = { id: line.id };
  const options = [
    ...(incidents.data?.items ?? [])
      .filter((one) => !one.mergedInto && !one.concludedAt)
      .map((one) => ({ id: `incident ${one.id}`, label: `#${one.number} ${one.label}` })),
    ...(reports.data?.items ?? [])
      .filter(({ id }) => id !== line.reportId)
      .map((sent) => wholeReport(sent))
      .map((one) => ({ id: `report ${one.id}`, label: `Report: ${(one.words ?? 'sealed').slice(0, 80)}` })),
  ];
  const pick = async (picked: string) => {
    const [to, id] = picked.split(' ') as ['report' | 'incident', string];
    const entry = newId();
    const words = wordsOf(line.said) ?? '';
    const body =
      to === 'report'
        ? { to, id }
        : { to, id, entry: { id: entry, said: (await seal(['desk', 'legal'], entry, { words })).words } };
    if (await move.ask({ params, body }))
      didIt('Moved. It stays in their thread too.', () => back.run({ params }));
  };
  if (options.length === 0)
    return (
      <Dialog title="Move this message" onClose={onClose}>
        <Empty title="Nothing else is open">It stays where it is until another report or incident is.</Empty>
        <div className="verbs">
          <VerbButton onClick={onClose}>Close</VerbButton>
        </div>
      </Dialog>
    );
  return (
    <PickOne
      title="Move this message"
      legend="It belongs to"
      options={options}
      verb="Move"
      onPick={(picked) => void pick(picked)}
      onClose={onClose}
    />
  );
}
