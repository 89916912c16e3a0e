import { Link } from '@tanstack/react-router';
import { Siren } from 'lucide-react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Alarm, listAlarms } from '../contract.ts';
import { useAssignmentActs } from './use-callout-acts.ts';

const alarmsPollMs = 30_000;

/** Alarms are for those who can act on them. */
export function useAlarms() {
  const acts = hasRole(useSession(), 'operator', 'dispatcher', 'coordinator');
  return useCall(listAlarms, {}, { every: alarmsPollMs, enabled: acts });
}

/** Red, above every screen, until somebody has it in hand. The gravest first, the oldest of those first. */
export function AlarmBanner() {
  const alarms = useAlarms().data?.items ?? [];
  const { network } = useSession();
  if (alarms.length === 0) return null;
  const grave = alarms.some(({ kind }) => kind === 'emergency');
  const order = ['emergency', 'missed', 'alone', 'need', 'late', 'unacked'];
  const sorted = alarms.toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.at < b.at ? -1 : 1),
  );
  return (
    <section className={`alarms${grave ? ' alarms-grave' : ''}`} role="alert" aria-label="Alarms">
      {grave && (
        <p className="alarms-number">
          One of ours needs help. Emergency number: <strong>{network.emergencyNumber}</strong>
        </p>
      )}
      <ul>
        {sorted.map((alarm) => (
          <Line key={`${alarm.kind} ${alarm.id}`} alarm={alarm} />
        ))}
      </ul>
    </section>
  );
}

function Line({ alarm }: { alarm: Alarm }) {
  const acts = useAssignmentActs(alarm.assignmentId);
  return (
    <li>
      <Siren size={18} aria-hidden="true" />
      <span>
        <strong>{alarm.callSign}</strong> {saying(alarm)} · since <Clock at={alarm.at} />
      </span>
      <span className="alarm-verbs">
        <Link to="/" search={{ incident: alarm.incidentId }} className="verb">
          Open
        </Link>
        {alarm.kind === 'emergency' && (
          <VerbButton tone="danger" onClick={() => acts.handleEmergency(alarm.id)}>
            It is in hand
          </VerbButton>
        )}
        {alarm.kind === 'missed' && (
          <VerbButton onClick={() => acts.step('check-in')}>They are all right, by phone</VerbButton>
        )}
        {alarm.kind === 'alone' && (
          <VerbButton onClick={acts.letWait}>They wait at the meet point</VerbButton>
        )}
        {alarm.kind === 'late' && (
          <>
            <VerbButton onClick={() => acts.step('en-route')}>On the way, by phone</VerbButton>
            <VerbButton onClick={acts.release}>Ask the next</VerbButton>
          </>
        )}
        {alarm.kind === 'need' && <VerbButton onClick={acts.needSeen}>I have it</VerbButton>}
        {alarm.kind === 'unacked' && alarm.standDownId && (
          <VerbButton onClick={() => acts.ack(alarm.standDownId!)}>They know, by phone</VerbButton>
        )}
      </span>
    </li>
  );
}

function saying({ kind, detail }: Alarm): string {
  if (kind === 'emergency') return detail === 'arrested' ? 'has been arrested' : 'is hurt';
  if (kind === 'missed') return 'missed a check-in: phone them';
  if (kind === 'alone') return 'is out alone, the partner does not come: tell them to wait';
  if (kind === 'late') return 'said yes and has not set off: phone them';
  if (kind === 'need') return detail === 'partner' ? 'needs the partner' : 'needs the desk';
  return 'has not read the stand-down: phone them';
}
