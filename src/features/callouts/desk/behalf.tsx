import { useState } from 'react';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { capital } from '../../../desk/kit/words.ts';
import { type Assignment, FINDINGS } from '../contract.ts';
import { useAssignmentActs } from './use-callout-acts.ts';
import { findings } from './words.ts';

/** What someone phoned in, entered for them. */
export function Behalf({ one }: { one: Assignment }) {
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
  const [words, setWords] = useState('');
  const minutes = Number(eta);
  const usable = Number.isInteger(minutes) && minutes > 0 && minutes <= 240;
  return (
    <details>
      <summary>Answer for {one.callSign}</summary>
      <div className="behalf">
        <TheirWords of={one} words={words} onType={setWords} />
        <VerbButton busy={busy} disabled={!usable} onClick={() => answer('yes', words.trim(), minutes)}>
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
        <VerbButton busy={busy} onClick={() => answer('no', words.trim())}>
          No
        </VerbButton>
      </div>
    </details>
  );
}

/** What a verifier who was sent says on the telephone. */
function FindFor({ one, busy, find }: { one: Assignment; busy: boolean; find: Acts['find'] }) {
  const [words, setWords] = useState('');
  return (
    <details>
      <summary>{one.callSign} found, by phone</summary>
      <div className="behalf">
        <TheirWords of={one} words={words} onType={setWords} />
        {FINDINGS.map((finding) => (
          <VerbButton key={finding} busy={busy} onClick={() => find(finding, words.trim())}>
            {capital(findings[finding])}
          </VerbButton>
        ))}
      </div>
    </details>
  );
}

interface WordsProps {
  of: Assignment;
  words: string;
  onType: (words: string) => void;
}

const TheirWords = ({ of, words, onType }: WordsProps) => (
  <input
    className="their-words"
    maxLength={2000}
    aria-label={`What ${of.callSign} said`}
    placeholder="What they said, if it matters"
    value={words}
    onChange={(event) => onType(event.currentTarget.value)}
  />
);

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
