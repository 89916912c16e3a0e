import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { asksToCome } from '../../channels/rules.ts';
import { listZones } from '../../places/contract.ts';
import { askForNeed, closeNeed, type Found, type Standing, type Team } from '../contract.ts';
import { whatWords } from './words.ts';

const stale = ['/api/v1/needs'];

/** What was looked for, whom it showed, and what those said who were asked. */
export function FoundCard({ found, teams }: { found: Found; teams: Team[] }) {
  const [words, setWords] = useState(found.words ?? '');
  const close = useAct(closeNeed, { stale, done: () => 'It is met. Who has not answered need not.' });
  const { need, people, open } = found;
  const team = teams.find(({ id }) => id === found.teamId);
  const calls = asksToCome(words);
  const ready = words.trim().length >= 2 && !calls;
  const free = open && people.some((p) => p.standing === 'found');
  return (
    <li className="switch-card">
      <h2>{whatWords(need)}</h2>
      <p className="soft">
        <Where found={found} />
        {need.at && (
          <>
            {' · free '}
            <Clock at={need.at} />
          </>
        )}
        {need.onShift && ' · on shift'}
        {` · asked by ${team?.name ?? 'the desk'} · searched `}
        <Clock at={found.at} />
      </p>
      <p>
        <strong>{fitWords(found.fit)}</strong>{' '}
        {people.length === 0
          ? 'Nobody of them may be found now: they did not say so, or were asked within a day.'
          : `Of those who may be found, ${people.length === 1 ? 'one is' : `${people.length} are`} shown.`}
      </p>
      {found.words && <blockquote>“{found.words}”</blockquote>}
      {free && !found.words && (
        <label className="field team-ask">
          <span>Could you help with …</span>
          <input
            value={words}
            maxLength={300}
            placeholder="interpret at Thursday’s training, two hours"
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <small>
            Sent as it stands, with YES or NO as the answer. Not for calling people to a scene: that is a
            call-out.
          </small>
        </label>
      )}
      {calls && !found.words && (
        <p className="needs" role="alert">
          ▲ This asks somebody to come or to go there. Say what the task is; people are sent by a call-out
          only.
        </p>
      )}
      {people.length > 0 && (
        <ul className="plain-list" aria-label="Found">
          {people.map((person) => (
            <Person key={person.personId} found={found} person={person} words={words.trim()} ready={ready} />
          ))}
        </ul>
      )}
      {open ? (
        found.words && (
          <VerbButton busy={close.busy} onClick={() => close.run({ params: { id: found.id }, body: {} })}>
            It is met
          </VerbButton>
        )
      ) : (
        <p className="soft">Over. Search again to ask somebody.</p>
      )}
    </li>
  );
}

function Where({ found: { need } }: { found: Found }) {
  const chapterName = useChapterName();
  const { data } = useCall(listZones, {});
  if (need.zoneId) return <>{data?.items.find((one) => one.id === need.zoneId)?.name}</>;
  return <>{need.chapterId ? chapterName(need.chapterId) : 'the whole network'}</>;
}

const fitWords = (fit: number | null) =>
  fit === null
    ? 'Fewer than five fit.'
    : fit === 0
      ? 'Nobody in the network fits.'
      : `${fit.toLocaleString('en-US')} in the network fit.`;

const standings: Record<Exclude<Standing, 'found'>, { tone: 'plain' | 'good'; word: string }> = {
  asked: { tone: 'plain', word: '… asked' },
  yes: { tone: 'good', word: '✓ yes' },
  no: { tone: 'plain', word: '× no' },
};

interface PersonProps {
  found: Found;
  person: Found['people'][number];
  words: string;
  ready: boolean;
}

function Person({ found, person, words, ready }: PersonProps) {
  const ask = useAct(askForNeed, { stale, done: () => `${person.callSign} is asked.` });
  const { standing, personId, callSign } = person;
  return (
    <li>
      <strong>{callSign}</strong>
      {standing !== 'found' && <Mark tone={standings[standing].tone}>{standings[standing].word}</Mark>}
      {standing === 'found' && found.open && (
        <VerbButton
          busy={ask.busy}
          disabled={!ready}
          why="Say first what they could help with"
          label={`Ask ${callSign}`}
          onClick={() => ask.run({ params: { id: found.id }, body: { personId, words } })}
        >
          Ask
        </VerbButton>
      )}
    </li>
  );
}
