import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CardPeople } from '../../features/callouts/desk/card-people.tsx';
import { ReportCard } from '../../features/hotline/desk/report-card.tsx';
import { likely } from '../../features/hotline/desk/words.ts';
import type { Incident } from '../../features/incidents/contract.ts';
import { IncidentCard } from '../../features/incidents/desk/incident-card.tsx';
import { ThreadBadge } from '../../features/threads/desk/badge.tsx';
import { KeyHint } from '../kit/keys.tsx';
import { later } from '../kit/later.tsx';
import { hasRole, useSession } from '../kit/session.ts';
import { Empty } from '../kit/states.tsx';
import { VerbButton } from '../kit/verb.tsx';
import { Lane } from './lane.tsx';
import { focusDetail, type Selected } from './selection.ts';
import type { BoardData } from './use-board.ts';

const Strip = later(() => import('./strip.tsx').then((module) => module.Strip), 1);

interface Props {
  data: BoardData;
  selected: Selected;
  select: (next: Selected) => void;
  leaving: ReadonlySet<string>;
  search: ReactNode;
  /** Whether those queued apart are shown. */
  apart: boolean;
  onApart: () => void;
}

export function Lanes({ data, selected, select, leaving, search, apart, onApart }: Props) {
  const numbers = new Map(data.incidents.map(({ id, number }) => [id, number]));
  const lane = { selected: selected?.id, leaving };
  const writes = hasRole(useSession(), 'operator', 'dispatcher');
  /** Once more on the open one goes into its detail. */
  const open = (next: NonNullable<Selected>) => (next.id === selected?.id ? focusDetail() : select(next));
  const incident = (item: Incident, gone: boolean) => (
    <IncidentCard
      key={item.id}
      incident={item}
      gone={gone}
      selected={selected?.id === item.id}
      danger={data.alarms.some(({ incidentId }) => incidentId === item.id)}
      onOpen={() => open({ kind: 'incident', id: item.id })}
    >
      <ThreadBadge threads={data.threads.filter((t) => t.reports.some((r) => r.incidentId === item.id))} />
      <CardPeople callouts={data.callouts.filter(({ incidentId }) => incidentId === item.id)} />
    </IncidentCard>
  );
  return (
    <div className="lanes">
      <div className="lanes-bar">
        {search}
        {writes && (
          <Link to="/calls" className="verb">
            <KeyHint of="r" />
            <span>Phoned-in report</span>
          </Link>
        )}
      </div>
      <Strip />
      <Lane
        {...lane}
        title="New"
        items={data.incoming}
        needs={data.incoming.some(({ state }) => state === 'new')}
        empty={<Empty title="Nothing waits">New reports appear here by themselves.</Empty>}
        foot={<NewFoot data={data} apart={apart} onApart={onApart} />}
        card={(report, gone) => (
          <ReportCard
            key={report.id}
            report={report}
            gone={gone}
            match={bestMatch(data, report.id, numbers)}
            selected={selected?.id === report.id}
            onOpen={() => open({ kind: 'report', id: report.id })}
          >
            <ThreadBadge threads={data.threads.filter((t) => t.id === report.threadId)} />
          </ReportCard>
        )}
      />
      <Lane
        {...lane}
        title="Checking"
        items={data.checking}
        needs={data.checking.some(({ verification }) => verification === 'unverified')}
        empty={<Empty title="Nothing is being checked" />}
        card={incident}
      />
      <Lane
        {...lane}
        title="Out"
        items={data.out}
        needs={false}
        empty={
          <Empty title="Nobody is out">Confirmed incidents and the people sent to them appear here.</Empty>
        }
        card={incident}
      />
    </div>
  );
}

function bestMatch(data: BoardData, report: string, numbers: Map<string, number>) {
  const match = data.matches.get(report)?.[0];
  const number = match && numbers.get(match.incidentId);
  return match && match.score >= likely && number !== undefined ? { match, number } : null;
}

/** Of restricted reports a dispatcher learns how many, and nothing else. */
function NewFoot({ data, apart, onApart }: Pick<Props, 'data' | 'apart' | 'onApart'>) {
  if (data.restricted === 0 && data.throttled === 0) return null;
  return (
    <p className="lane-foot">
      {data.restricted > 0 && <span>{data.restricted} with the legal desk</span>}
      {data.throttled > 0 && (
        <VerbButton tone="quiet" pressed={apart} onClick={onApart}>
          {apart ? 'Hide' : 'Show'} {data.throttled} queued apart
        </VerbButton>
      )}
    </p>
  );
}
