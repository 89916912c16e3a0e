import { useEffect, useState } from 'react';
import { follow } from '../../../desk/kit/believe.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { KeyList, Member, Mine } from '../contract.ts';
import { adminsOf, type Roll, replay } from '../rules.ts';
import { FingerprintWords } from './fingerprint.tsx';
import type { Read } from './roll.ts';
import { usePropose } from './use-key.tsx';

/** The way back when too few admins are left to sign: an admin begins another list, and each browser is asked about it. */
export function BeginAnew({ mine, read }: { mine: Mine; read: Read }) {
  const { put, asking, busy } = usePropose(mine, read);
  const { key } = mine;
  if (!mine.admin || !key || !read.roll) return null;
  const { account, callSign, rings, admin } = mine;
  const member: Member = { account, callSign, rings, admin, sign: key.sign, receive: key.receive };
  return (
    <details className="key-step">
      <summary>Fewer than two admins of this list can still sign?</summary>
      <div className="stack">
        <p>
          Then begin it anew, with you as its founder. Every browser will stop and ask its person whether they
          have heard your six words from you. Everyone is signed in again by two admins; what is sealed stays
          sealed and is taken over from the former list.
        </p>
        <div className="verbs">
          <VerbButton
            tone="danger"
            busy={busy}
            onClick={() => put([{ act: 'begin', member }], { anew: true })}
          >
            Begin the list anew
          </VerbButton>
        </div>
      </div>
      {asking}
    </details>
  );
}

/** For a list that begins otherwise: whose it is, and the way to follow it once one has spoken with them. */
export function FollowAnew({ list }: { list: KeyList }) {
  const [roll, setRoll] = useState<Roll | null>(null);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    replay(list.network, list.changes, null).then(setRoll, () => setRoll(null));
  }, [list]);
  const founder = roll && adminsOf(roll)[0];
  if (!roll || !founder) return null;
  return (
    <div className="stack">
      <p>
        It may be right: when admins lose their keys, another begins the list anew. This one was begun by{' '}
        <strong>{founder.callSign}</strong>. Phone or meet them, and have them read their six words to you.
      </p>
      <label className="switch">
        <input type="checkbox" checked={heard} onChange={(event) => setHeard(event.currentTarget.checked)} />
        <span>
          I heard these six words from them: <FingerprintWords member={founder} />
        </span>
      </label>
      <div className="verbs">
        <VerbButton
          disabled={!heard}
          why="Hear the words first"
          onClick={() => {
            follow(roll);
            location.reload();
          }}
        >
          Follow the new list
        </VerbButton>
      </div>
    </div>
  );
}
