import { useState } from 'react';
import { Cost } from '../../../desk/kit/cost.tsx';
import { useVerbs, type Verb } from '../../../desk/kit/keys.tsx';
import { later } from '../../../desk/kit/later.tsx';
import { PickOne } from '../../../desk/kit/pick-one.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { IncidentDetail } from '../../incidents/contract.ts';
import { listCallouts, type Purpose } from '../contract.ts';
import { useStandDown } from './use-callout-acts.ts';
import { isOut, standDownReasons } from './words.ts';

const AskDialog = later(() => import('./ask-dialog.tsx').then((module) => module.AskDialog), 1);

/** The verbs of an incident that send people or call them back. */
export function CalloutActions({ incident }: { incident: IncidentDetail }) {
  const session = useSession();
  const [asking, setAsking] = useState<Purpose | 'stand-down' | null>(null);
  const { data } = useCall(listCallouts, { query: { incidentId: incident.id } });
  const standDown = useStandDown(incident.id);

  const sends = hasRole(session, 'dispatcher');
  const callouts = data?.items ?? [];
  const there = callouts.flatMap(({ assignments }) =>
    assignments.filter(({ state }) => state === 'on_scene'),
  );
  const ended = incident.concludedAt !== null || incident.mergedInto !== null;
  const toStandDown = callouts.some(
    ({ closedAt, assignments, can }) => can.includes('standDown') && (!closedAt || assignments.some(isOut)),
  );
  const verbs: (Verb & { shown: boolean; why?: string; tone?: 'main' | 'danger' })[] = [
    {
      key: 'v',
      word: 'Ask verifiers…',
      shown: sends && !ended && incident.verification !== 'confirmed',
      tone: incident.verification === 'unverified' && callouts.length === 0 ? 'main' : undefined,
      run: () => setAsking('verify'),
    },
    {
      key: 'a',
      word: 'Ask observers…',
      shown: sends && !ended,
      tone:
        incident.verification === 'confirmed' && callouts.every(({ purpose }) => purpose === 'verify')
          ? 'main'
          : undefined,
      why:
        incident.verification === 'confirmed'
          ? undefined
          : 'Observers are called out only to what is confirmed',
      run: () => incident.verification === 'confirmed' && setAsking('observe'),
    },
    {
      key: 'l',
      word: 'Ask for relief…',
      shown: sends && !ended && there.length > 0,
      run: () => setAsking('relief'),
    },
    { key: 's', word: 'Stand down…', shown: toStandDown, tone: 'danger', run: () => setAsking('stand-down') },
  ];
  const offered = verbs.filter(({ shown }) => shown);
  useVerbs('People', offered);
  return (
    <>
      {offered.map(({ key, word, run, why, tone }) => (
        <VerbButton key={word} keyHint={key} onClick={run} tone={tone} disabled={Boolean(why)} why={why}>
          {word}
        </VerbButton>
      ))}
      {asking === 'stand-down' && (
        <PickOne
          title="Stand everyone down"
          legend="It reaches all at once and rings until it is read. Why?"
          options={standDownReasons}
          first="over"
          verb="Stand down now"
          tone="danger"
          onPick={standDown}
          onClose={() => setAsking(null)}
        >
          <Cost of={{ what: 'stand_down', subject: incident.id }} />
        </PickOne>
      )}
      {(asking === 'verify' || asking === 'observe' || asking === 'relief') && (
        <AskDialog
          incident={incident}
          purpose={asking}
          there={there}
          asked={callouts.filter((one) => one.purpose === asking && !one.closedAt && one.filled < one.wanted)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
