import { X } from 'lucide-react';
import { CalloutActions } from '../../features/callouts/desk/callout-actions.tsx';
import { CalloutPanel } from '../../features/callouts/desk/callout-panel.tsx';
import { twinsOf } from '../../features/hotline/desk/matching.ts';
import { ReportDetail } from '../../features/hotline/desk/report-detail.tsx';
import { likely, percent, reasonOf } from '../../features/hotline/desk/words.ts';
import { IncidentDetail, type Twin } from '../../features/incidents/desk/incident-detail.tsx';
import { KeyHint } from '../kit/keys.tsx';
import { later } from '../kit/later.tsx';
import { Empty } from '../kit/states.tsx';
import type { Selected } from './selection.ts';
import type { BoardData } from './use-board.ts';

const ThreadPanel = later(
  () => import('../../features/threads/desk/thread-view.tsx').then((module) => module.ThreadPanel),
  2,
);
const IncidentMap = later(() => import('../screens/incident-map.tsx').then((module) => module.IncidentMap));

interface Props {
  data: BoardData;
  selected: Selected;
  select: (next: Selected, options?: { replace?: boolean }) => void;
  onMoved: (to?: { incident: string }) => void;
}

/** The room beside the lanes: what is open, with the panels of every feature that has something to say to it. */
export function Detail({ data, selected, select, onMoved }: Props) {
  return (
    <aside className="board-detail" tabIndex={-1} aria-label="Detail" key={selected?.id ?? 'none'}>
      {selected && (
        <button
          type="button"
          className="icon-button detail-close"
          aria-label="Close the detail"
          onClick={() => select(null)}
        >
          <X size={18} aria-hidden="true" />
        </button>
      )}
      {!selected && <Nothing />}
      {selected?.kind === 'report' && (
        <ReportDetail
          id={selected.id}
          incidents={data.incidents}
          matches={data.matches.get(selected.id) ?? []}
          onMoved={onMoved}
          onIncident={(id) => select({ kind: 'incident', id })}
          thread={(report) => <ThreadPanel id={report.threadId} title="Said with them" />}
        />
      )}
      {selected?.kind === 'incident' && (
        <IncidentDetail
          id={selected.id}
          others={data.incidents.filter(({ id }) => id !== selected.id)}
          twins={(detail) => twins(data, detail.id)}
          onMoved={onMoved}
          onReport={(id) => select({ kind: 'report', id })}
          actions={(detail) => <CalloutActions incident={detail} />}
          people={(detail) => <CalloutPanel incidentId={detail.id} />}
          map={(detail) => <IncidentMap incident={detail} callouts={data.callouts} />}
        />
      )}
    </aside>
  );
}

function twins(data: BoardData, id: string): Twin[] {
  const incident = data.incidents.find((one) => one.id === id);
  if (!incident) return [];
  return twinsOf(incident, data.incidents, data.reports, new Date())
    .filter(({ score }) => score >= likely)
    .map((match) => ({
      incident: data.incidents.find((one) => one.id === match.incidentId)!,
      reason: `${percent(match.score)}: ${reasonOf(match)}`,
    }));
}

const Nothing = () => (
  <Empty title="Nothing is open">
    <KeyHint of="j" /> and <KeyHint of="k" /> go through the cards, <KeyHint of="?" /> lists every key.
  </Empty>
);
