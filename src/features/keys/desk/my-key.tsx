import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useStore } from '../../../desk/kit/store.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Mine } from '../contract.ts';
import { FingerprintWords } from './fingerprint.tsx';
import { Unlock } from './unlock.tsx';
import { lock, unlocked } from './unlocked.ts';
import { ringsInWords, wayWords } from './words.ts';

/** One's own key: where it stands, its words, and the ways to open it. */
export function MyKey({ mine, listed, onAnew }: { mine: Mine; listed: boolean | null; onAnew: () => void }) {
  const open = useStore(unlocked);
  const [unlocking, setUnlocking] = useState(false);
  const key = mine.key!;
  return (
    <section className="stack">
      <h2>Your key</h2>
      <p className="key-marks">
        {open ? <Mark tone="good">✓ unlocked here</Mark> : <Mark>■ locked here</Mark>}
        {listed === true && <Mark tone="good">✓ signed: {ringsInWords(mine.rings, mine.admin)}</Mark>}
        {listed === false && <Mark tone="needs">▲ waits for two admins</Mark>}
      </p>
      <p>
        Its words:{' '}
        <FingerprintWords member={{ account: mine.account, sign: key.sign, receive: key.receive }} />
      </p>
      <p className="soft">
        Opens by {key.ways.map(({ kind }) => wayWords[kind].toLowerCase()).join(', ')}. Made{' '}
        <Clock at={key.at} />.
      </p>
      <div className="verbs">
        {open ? (
          <VerbButton onClick={lock}>Lock it now</VerbButton>
        ) : (
          <VerbButton tone="main" onClick={() => setUnlocking(true)}>
            Unlock…
          </VerbButton>
        )}
        <VerbButton tone="quiet" onClick={onAnew}>
          All ways lost? Make a new key
        </VerbButton>
      </div>
      {unlocking && <Unlock mine={key} onDone={() => setUnlocking(false)} />}
    </section>
  );
}
