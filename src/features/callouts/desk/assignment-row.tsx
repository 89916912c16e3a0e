import { Age, Clock, Until } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { Ring } from '../../../desk/kit/ring.tsx';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { metres, plain } from '../../../desk/kit/words.ts';
import type { Assignment } from '../contract.ts';
import { Behalf } from './behalf.tsx';
import { findings, isOut, states, waits } from './words.ts';

interface Props {
  one: Assignment;
  checkInMinutes: number;
}

/** One person who was asked: state, when, what they wrote, and what the desk can do on their behalf. */
export function AssignmentRow({ one, checkInMinutes }: Props) {
  const { shape, word } = states[one.state];
  const alarming = one.missedAt || one.aloneAt || one.lateAt || (one.emergency && !one.emergency.handledAt);
  return (
    <li className={alarming ? 'assignment assignment-danger' : 'assignment'}>
      <span className={`assignment-shape shape-${one.state}`} aria-hidden="true">
        {shape}
      </span>
      <div>
        <p>
          <strong>{one.callSign}</strong> {word} <When one={one} />
          <span className="soft">
            {' '}
            · {plain(one.role)}
            {one.distanceM !== null && ` · ${metres(one.distanceM)}`}
          </span>
        </p>
        <Quoted of={one} name="says" words={one.says} />
        <p className="marks">
          {one.answeredBy && <Mark>answered by {one.answeredBy}</Mark>}
          {one.finding && (
            <Mark tone={one.finding === 'confirmed' ? 'good' : 'plain'}>{findings[one.finding]}</Mark>
          )}
          {one.departedAt && one.onSceneAt && !one.finding && one.can.includes('finding') && (
            <Mark tone="needs">△ has not said what they found</Mark>
          )}
          {one.relieves && <Mark>relief</Mark>}
          {one.missedAt && (
            <Mark tone="danger">
              ‼ check-in missed <Clock at={one.missedAt} />
            </Mark>
          )}
          {one.aloneAt && <Mark tone="danger">‼ alone: partner does not come</Mark>}
          {one.lateAt && <Mark tone="danger">‼ has not set off</Mark>}
          {one.waits && <Mark tone="needs">{waits[one.waits]}</Mark>}
          {one.mayWaitAt && isOut(one) && <Mark>may wait at the meet point</Mark>}
          {one.emergency && (
            <Mark tone={one.emergency.handledAt ? 'plain' : 'danger'}>
              ‼ {one.emergency.kind}
              {one.emergency.handledAt && ', in hand'}
            </Mark>
          )}
          {one.need && <Mark tone="needs">needs {one.need.who === 'desk' ? 'the desk' : 'the partner'}</Mark>}
          {one.standDown && (
            <Mark tone={one.standDown.ackedAt ? 'good' : 'needs'}>
              {one.standDown.ackedAt ? '✓ read the stand-down' : 'stand-down unread'}
            </Mark>
          )}
          {one.debriefedAt && <Mark tone="good">✓ debriefed</Mark>}
        </p>
        <Behalf one={one} />
      </div>
      {one.state === 'on_scene' && one.checkInDueAt && (
        <Ring due={one.checkInDueAt} minutes={checkInMinutes} />
      )}
    </li>
  );
}

function When({ one }: { one: Assignment }) {
  if (one.state === 'asked') return <Age at={one.askedAt} />;
  if (one.state === 'on_scene' && one.onSceneAt) return <Age at={one.onSceneAt} />;
  if ((one.state === 'accepted' || one.state === 'en_route') && one.etaAt)
    return <Until at={one.etaAt} away />;
  const at = one.departedAt ?? one.answeredAt;
  return at ? <Clock at={at} /> : null;
}
