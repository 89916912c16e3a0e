import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { useStore } from '../../../desk/kit/store.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { dropWay, type Mine, type Way } from '../contract.ts';
import { AddWay } from './add-way.tsx';
import { FingerprintWords } from './fingerprint.tsx';
import { Unlock } from './unlock.tsx';
import { lock, unlocked } from './unlocked.ts';
import { ringsInWords, wayWords } from './words.ts';

/** Whether two kinds of ways remain without this one. */
const leaves = (ways: readonly Way[], id: string) =>
  new Set(ways.filter((way) => way.id !== id).map(({ kind }) => kind)).size > 1;

/** One's own key: where it stands, its words, and the ways to open it. */
export function MyKey({ mine, listed, onAnew }: { mine: Mine; listed: boolean | null; onAnew: () => void }) {
  const open = useStore(unlocked);
  const [doing, setDoing] = useState<'unlock' | 'add' | null>(null);
  const stop = () => setDoing(null);
  const key = mine.key!;
  const drop = useAct(dropWay, {
    stale: ['/api/v1/keys'],
    done: () => 'Dropped. It opens nothing any more.',
  });
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
        Made <Clock at={key.at} />. Each of these opens it alone:
      </p>
      <ul className="plain-list key-step">
        {key.ways.map(({ id, kind, at }) => (
          <li key={id}>
            <span>
              {wayWords[kind]}{' '}
              <small className="soft">
                since <Clock at={at} />
              </small>
            </span>
            {leaves(key.ways, id) && (
              <VerbButton
                tone="quiet"
                busy={drop.busy}
                label={`Drop the ${wayWords[kind].toLowerCase()}`}
                onClick={() => drop.run({ params: { id } })}
              >
                Drop
              </VerbButton>
            )}
          </li>
        ))}
      </ul>
      {!key.ways.some((way) => leaves(key.ways, way.id)) && (
        <p className="soft">Two kinds must remain: to drop one, add another kind first.</p>
      )}
      {doing === 'add' ? (
        <AddWay mine={key} callSign={mine.callSign} onDone={stop} />
      ) : (
        <div className="verbs">
          <VerbButton onClick={() => setDoing('add')}>Add a way…</VerbButton>
        </div>
      )}
      <div className="verbs">
        {open ? (
          <VerbButton onClick={lock}>Lock it now</VerbButton>
        ) : (
          <VerbButton tone="main" onClick={() => setDoing('unlock')}>
            Unlock…
          </VerbButton>
        )}
        <VerbButton tone="quiet" onClick={onAnew}>
          All ways lost? Make a new key
        </VerbButton>
      </div>
      {doing === 'unlock' && <Unlock mine={key} onDone={stop} />}
    </section>
  );
}
