import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { notify } from '../../../desk/kit/notices.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { toBase64 } from '../../../platform/seal/bytes.ts';
import {
  dropPrompt,
  listPrompts,
  longestSound,
  type Prompt,
  type PromptState,
  savePrompt,
} from '../contract.ts';
import { Puzzles } from './puzzles.tsx';
import { languageOf } from './words.ts';

const names: Record<Prompt, string> = {
  chooseLanguage: 'Offers the language',
  greeting: 'Greeting',
  menu: 'Menu',
  again: 'After a wrong key',
  afterRights: 'After the rights',
  wait: 'It rings',
  waitNobody: 'Nobody is on shift',
  waitLegal: 'It rings at the legal desk',
  waitNext: 'More people are called',
  stillCalling: 'Still ringing',
  connecting: 'Connected',
  held: 'On hold',
  messageNobody: 'Nobody at all',
  messageUnanswered: 'Nobody answered',
  leaveMessage: 'Before the tone',
  leaveLegal: 'Before the tone, legal desk',
  kept: 'Message arrived',
  askBack: 'May we call back',
  goodbye: 'Goodbye',
};

/** What callers hear, language by language: words that a machine speaks, or the network's own recordings. */
export function Prompts() {
  const query = useCall(listPrompts, {});
  const session = useSession();
  return (
    <main className="screen call-prompts">
      <header className="screen-head">
        <h1>What callers hear</h1>
        <Link to="/calls/log">Call log</Link>
      </header>
      <p className="soft">
        A recording in a calm voice is understood better than a machine. MP3 or WAV, at most{' '}
        {longestSound / 1000} KB: about a minute as MP3 at 24 kbit/s. Times, places in the queue and digits
        are always spoken by the machine.
      </p>
      <Loaded query={query}>
        {({ languages, items, canChange }) => (
          <>
            {languages.map((language) => (
              <Language
                key={language}
                language={language}
                items={items.filter((item) => item.language === language)}
                canChange={canChange}
              />
            ))}
          </>
        )}
      </Loaded>
      {hasRole(session, 'admin', 'coordinator') && <Puzzles />}
    </main>
  );
}

function Language({
  language,
  items,
  canChange,
}: {
  language: string;
  items: PromptState[];
  canChange: boolean;
}) {
  const missing = items.filter(({ words, recording }) => words === null && !recording).length;
  const offered = items.some(
    ({ prompt, words, recording }) => prompt === 'chooseLanguage' && (words ?? recording),
  );
  return (
    <section aria-labelledby={`prompts-${language}`}>
      <h2 id={`prompts-${language}`}>{languageOf(language)}</h2>
      {missing > 0 && (
        <p className="needs">
          ▲ No machine speaks this language.{' '}
          {offered ? '' : 'It is not offered to callers until its offer is recorded. '}
          {missing} not recorded: these are said in the network’s first language.
        </p>
      )}
      <ul className="plain-list">
        {items.map((item) => (
          <Row key={item.prompt} item={item} canChange={canChange} />
        ))}
      </ul>
    </section>
  );
}

function Row({ item, canChange }: { item: PromptState; canChange: boolean }) {
  const { language, prompt, words, recording } = item;
  const params = { language, prompt };
  const save = useAct(savePrompt, { stale: ['/api/v1/calls/prompts'], done: () => 'Recorded.' });
  const drop = useAct(dropPrompt, {
    stale: ['/api/v1/calls/prompts'],
    done: () => 'Spoken by the machine again.',
  });
  const [playing, setPlaying] = useState(false);
  const name = `${names[prompt]}, ${languageOf(language)}`;
  async function take(file: File | undefined) {
    if (!file) return;
    if (file.size > longestSound)
      return notify({ text: `${file.name} is larger than ${longestSound / 1000} KB.` });
    save.run({ params, body: { sound: toBase64(new Uint8Array(await file.arrayBuffer())) } });
  }
  return (
    <li>
      <span>
        <strong>{names[prompt]}</strong> {recording ? '♪ own recording' : ''}
        {words && (
          <span className="soft prompt-words" lang={language}>
            {words}
          </span>
        )}
        {recording && playing && (
          // biome-ignore lint/a11y/useMediaCaption: its words stand above
          <audio src={recording.url} controls autoPlay aria-label={name} />
        )}
      </span>
      <span className="verbs">
        {recording && (
          <VerbButton tone="quiet" label={`Play ${name}`} onClick={() => setPlaying(!playing)}>
            {playing ? 'Stop' : 'Play'}
          </VerbButton>
        )}
        {canChange && (
          <label className="verb">
            <span>{recording ? 'Replace…' : 'Record…'}</span>
            <input
              type="file"
              className="unseen"
              accept="audio/mpeg,audio/wav,.mp3,.wav"
              aria-label={`Recording of ${name}`}
              onChange={(event) => void take(event.currentTarget.files?.[0])}
            />
          </label>
        )}
        {canChange && recording && (
          <VerbButton
            tone="quiet"
            label={`Remove the recording of ${name}`}
            onClick={() => drop.run({ params })}
          >
            Remove
          </VerbButton>
        )}
      </span>
    </li>
  );
}
