import type { ReactNode } from 'react';
import { Age } from '../../../desk/kit/age.tsx';
import { Card } from '../../../desk/kit/card.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { count } from '../../../desk/kit/words.ts';
import type { Incident } from '../contract.ts';

/** Minutes an unverified incident may wait for a check. */
const patience = [5, 10] as const;

interface Props {
  incident: Incident;
  selected: boolean;
  gone: boolean;
  danger: boolean;
  onOpen: () => void;
  /** Who is out: a panel of another feature. */
  children?: ReactNode;
}

/** One incident in a lane: where, what it rests on, how long, who is out. */
export function IncidentCard({ incident, selected, gone, danger, onOpen, children }: Props) {
  const { verification } = incident;
  const undecided = verification === 'unverified' || verification === 'checking';
  return (
    <Card
      id={incident.id}
      selected={selected}
      gone={gone}
      danger={danger}
      waiting={verification === 'unverified' && !gone}
      title={incident.label}
      onOpen={onOpen}
      head={
        <>
          {incident.drill && <Mark tone="drill">DRILL</Mark>}
          <VerificationMark verification={verification} />
          <Age
            at={undecided ? incident.openedAt : incident.seenAt}
            limits={undecided ? patience : undefined}
          />
          <span className="card-number">#{incident.number}</span>
        </>
      }
    >
      <p className="card-facts">
        {incident.zone && <span>{incident.zone.name}</span>}
        <span>{count(incident.sources, 'source')}</span>
        {incident.pictures > 0 && <span>▣ {count(incident.pictures, 'picture')}</span>}
      </p>
      {children}
    </Card>
  );
}

/** The state in a word and a shape; colour only repeats it. */
export function VerificationMark({ verification }: Pick<Incident, 'verification'>) {
  if (verification === 'confirmed') return <Mark tone="good">✓ confirmed</Mark>;
  if (verification === 'not_confirmed') return <Mark>✕ not confirmed</Mark>;
  if (verification === 'checking') return <Mark>◐ checking</Mark>;
  return <Mark tone="needs">▲ unverified</Mark>;
}
