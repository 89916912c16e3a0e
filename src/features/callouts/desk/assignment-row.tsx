import { useState } from 'react';
import { Age, Clock, Until } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { Ring } from '../../../desk/kit/ring.tsx';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { capital, metres, plain } from '../../../desk/kit/words.ts';
import { type Assignment, FINDINGS } from '../contract.ts';
import { useAssignmentActs } from './use-callout-acts.ts';
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

/** What someone phoned in, entered for them. */
function Behalf({ one }: { one: Assignment }) {
  const acts = useAssignmentActs(one.id);
  const can = (verb: string) => one.can.includes(verb);
  return (
    <div className="behalf">
      {can('answer') && <AnswerFor one={one} busy={acts.busy} answer={acts.answer} />}
      {can('seat') && (
        <VerbButton tone="quiet" busy={acts.busy} onClick={acts.seat}>
          Take them from the reserve
        </VerbButton>
      )}
      {can('step') && <Steps one={one} step={acts.step} />}
      {can('letWait') && (
        <VerbButton tone="quiet" busy={acts.busy} onClick={acts.letWait}>
          May go and wait at the meet point
        </VerbButton>
      )}
      {can('release') && (
        <VerbButton tone="quiet" busy={acts.busy} onClick={acts.release}>
          Ask the next instead
        </VerbButton>
      )}
      {can('finding') && !one.finding && <FindFor one={one} busy={acts.busy} find={acts.find} />}
      {can('needSeen') && one.need && (
        <VerbButton busy={acts.busy} onClick={acts.needSeen}>
          I have it
        </VerbButton>
      )}
      {can('ack') && one.standDown && !one.standDown.ackedAt && (
        <VerbButton busy={acts.busy} onClick={() => acts.ack(one.standDown!.id)}>
          They know, by phone
        </VerbButton>
      )}
    </div>
  );
}

type Acts = ReturnType<typeof useAssignmentActs>;

function AnswerFor({ one, busy, answer }: { one: Assignment; busy: boolean; answer: Acts['answer'] }) {
  const [eta, setEta] = useState('15');
  const minutes = Number(eta);
  const usable = Number.isInteger(minutes) && minutes > 0 && minutes <= 240;
  return (
    <details>
      <summary>Answer for {one.callSign}</summary>
      <div className="behalf">
        <VerbButton busy={busy} disabled={!usable} onClick={() => answer('yes', minutes)}>
          Yes, in
        </VerbButton>
        <label>
          <input
            inputMode="numeric"
            className="minutes"
            aria-label={`Minutes until ${one.callSign} is there`}
            value={eta}
            onChange={(event) => setEta(event.currentTarget.value)}
          />{' '}
          min
        </label>
        <VerbButton busy={busy} onClick={() => answer('no')}>
          No
        </VerbButton>
      </div>
    </details>
  );
}

/** What a verifier who was sent says on the telephone. */
function FindFor({ one, busy, find }: { one: Assignment; busy: boolean; find: Acts['find'] }) {
  return (
    <details>
      <summary>{one.callSign} found, by phone</summary>
      <div className="behalf">
        {FINDINGS.map((finding) => (
          <VerbButton key={finding} busy={busy} onClick={() => find(finding)}>
            {capital(findings[finding])}
          </VerbButton>
        ))}
      </div>
    </details>
  );
}

type Step = Parameters<Acts['step']>[0];

const nextSteps: Partial<Record<Assignment['state'], { step: Step; word: string }[]>> = {
  accepted: [
    { step: 'en-route', word: 'On the way' },
    { step: 'on-scene', word: 'There' },
  ],
  en_route: [{ step: 'on-scene', word: 'There' }],
  on_scene: [
    { step: 'check-in', word: 'Checked in' },
    { step: 'depart', word: 'Has left' },
  ],
};

const Steps = ({ one, step }: { one: Assignment; step: (step: Step) => void }) => (
  <>
    {(one.waits && one.state === 'accepted' ? [] : (nextSteps[one.state] ?? [])).map(
      ({ step: name, word }) => (
        <VerbButton
          key={name}
          tone="quiet"
          onClick={() => step(name)}
          label={`${one.callSign}: ${word}, by phone`}
        >
          {word}
        </VerbButton>
      ),
    )}
  </>
);
