import { Link } from '@tanstack/react-router';
import { ShieldAlert } from 'lucide-react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { handlePeopleAlarm, listPeopleAlarms, type PeopleAlarm } from '../contract.ts';

const pollMs = 30_000;

const canaryWords: Record<PeopleAlarm['how'], string> = {
  opened: 'opened the page of',
  named: 'showed the name of',
  suspended: 'suspended',
  removed: 'removed',
  exported: 'took an export with',
  searched: 'searched for',
  vouched: 'vouched for',
};

/** For admins, above every screen, until one has looked into it. */
export function PeopleAlarmBanner() {
  const admin = hasRole(useSession(), 'admin');
  const alarms = useCall(listPeopleAlarms, {}, { every: pollMs, enabled: admin }).data?.items ?? [];
  const handle = useAct(handlePeopleAlarm, { stale: ['/api/v1/people-alarms'] });
  if (alarms.length === 0) return null;
  return (
    <section className="alarms" role="alert" aria-label="Alarms about members">
      <ul>
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <ShieldAlert size={18} aria-hidden="true" />
            <span>
              <strong>{alarm.by || 'Somebody without a call sign'}</strong>{' '}
              {alarm.kind === 'canary'
                ? `${canaryWords[alarm.how]} ${alarm.about ?? 'a canary'}, who does not exist`
                : 'asked for members again and again beyond their looks'}{' '}
              · <Clock at={alarm.at} />
            </span>
            <span className="alarm-verbs">
              {alarm.byId && (
                <Link to="/people/$id" params={{ id: alarm.byId }} className="verb" preload={false}>
                  Who is that
                </Link>
              )}
              <VerbButton busy={handle.busy} onClick={() => handle.run({ params: { id: alarm.id } })}>
                I have looked into it
              </VerbButton>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
