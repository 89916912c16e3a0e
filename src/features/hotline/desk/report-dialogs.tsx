import { Dialog } from '../../../desk/kit/dialog.tsx';
import { PickOne } from '../../../desk/kit/pick-one.tsx';
import { Empty } from '../../../desk/kit/states.tsx';
import type { Incident } from '../../incidents/contract.ts';
import type { ClosedAs, Match, Question } from '../contract.ts';
import { closings, percent, questions, reasonOf } from './words.ts';

type Asked<T> = { onPick: (id: T) => void; onClose: () => void };

export const CloseReport = (props: Asked<ClosedAs>) => (
  <PickOne
    title="Close this report"
    legend="Why? The reporter hears it in one sentence."
    options={closings}
    verb="Close it"
    {...props}
  />
);

export const AskBack = (props: Asked<Question>) => (
  <PickOne
    title="Ask the reporter"
    legend="They get it as a text in their language."
    options={questions}
    verb="Ask"
    {...props}
  />
);

/** Any open incident, the likely ones first. */
export function PickIncident(props: {
  title: string;
  incidents: readonly Incident[];
  matches: readonly Match[];
  onPick: (incident: Incident) => void;
  onClose: () => void;
}) {
  const { title, incidents, matches, onPick, onClose } = props;
  const rank = (id: string) => matches.find(({ incidentId }) => incidentId === id)?.score ?? 0;
  const options = incidents
    .toSorted((a, b) => rank(b.id) - rank(a.id))
    .map((incident) => {
      const match = matches.find(({ incidentId }) => incidentId === incident.id);
      return {
        id: incident.id,
        label: `#${incident.number} ${incident.label}`,
        hint: match ? `${percent(match.score)}: ${reasonOf(match)}` : (incident.zone?.name ?? ''),
      };
    });
  if (options.length === 0)
    return (
      <Dialog title={title} onClose={onClose}>
        <Empty title="No other incident is open">Open a new one instead.</Empty>
      </Dialog>
    );
  return (
    <PickOne
      title={title}
      legend="Open incidents, the likeliest first"
      options={options}
      verb="Link"
      onClose={onClose}
      onPick={(id) => onPick(incidents.find((incident) => incident.id === id)!)}
    />
  );
}
