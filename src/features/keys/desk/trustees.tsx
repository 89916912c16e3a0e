import { useState } from 'react';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { capital } from '../../../desk/kit/words.ts';
import type { Ring } from '../../../platform/seal/index.ts';
import { type Member, type Mine, readTrust } from '../contract.ts';
import { isSplit } from '../rules/trustees.ts';
import type { Read } from './roll.ts';
import { usePropose } from './use-key.tsx';
import { ringWords } from './words.ts';

/** Who keeps shares of each ring's key, so that it is not lost with the last who holds it. */
export function Trustees({ mine, read }: { mine: Mine; read: Read }) {
  const { roll, list } = read;
  const [naming, setNaming] = useState<Ring | null>(null);
  const { data: trust } = useCall(readTrust, {});
  if (!roll || roll.epochs.size === 0) return null;
  const isMade = (ring: Ring) =>
    roll.epochs.get(ring)?.every(({ epoch }) => trust && isSplit(roll, trust.split, { ring, epoch }));
  const may = !list.draft && roll.members.has(mine.account);
  return (
    <section className="stack">
      <h2>Trustees</h2>
      <p className="soft">
        Each keeps a share of a ring’s key, sealed to their own. A few together open the ring when nobody else
        can; one alone learns nothing.
      </p>
      <div className="switches">
        {[...roll.epochs.keys()].map((ring) => {
          const named = roll.trustees.get(ring);
          const left = named?.accounts.flatMap((account) => roll.members.get(account) ?? []) ?? [];
          return (
            <section key={ring} className="switch-card">
              <h3>{capital(ringWords[ring])}</h3>
              <p>
                {!named || left.length < named.needed ? (
                  <Mark tone="needs">▲ {named ? 'too few are left' : 'nobody is named'}</Mark>
                ) : isMade(ring) ? (
                  <Mark tone="good">
                    ✓ {named.needed} of {left.length}, each has a share
                  </Mark>
                ) : (
                  <Mark tone="needs">
                    ▲ {named.needed} of {left.length}, their shares are not made yet
                  </Mark>
                )}
              </p>
              {named && left.length >= named.needed && !isMade(ring) && (
                <p className="soft">The next open, unlocked desk of this ring makes them by itself.</p>
              )}
              {left.length > 0 && <p className="soft">{left.map(({ callSign }) => callSign).join(', ')}</p>}
              {may && naming !== ring && (
                <VerbButton onClick={() => setNaming(ring)}>
                  {named ? 'Name others' : 'Name trustees'}
                </VerbButton>
              )}
              {naming === ring && (
                <Naming ring={ring} mine={mine} read={read} onDone={() => setNaming(null)} />
              )}
            </section>
          );
        })}
      </div>
    </section>
  );
}

function Naming(props: { ring: Ring; mine: Mine; read: Read; onDone: () => void }) {
  const { ring, mine, read, onDone } = props;
  const { put, asking, busy } = usePropose(mine, read);
  const [chosen, setChosen] = useState<string[]>([]);
  const [needed, setNeeded] = useState(2);
  const ready = chosen.length >= 2 && needed <= chosen.length;
  const choose = ({ account }: Member, yes: boolean) =>
    setChosen((all) => (yes ? [...all, account] : all.filter((one) => one !== account)));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        put([{ act: 'trustees', ring, accounts: chosen, needed }]);
        onDone();
      }}
    >
      <fieldset className="choice">
        <legend>Who keeps a share</legend>
        {[...read.roll!.members.values()].map((member) => (
          <label key={member.account} className="choice-option">
            <input
              type="checkbox"
              checked={chosen.includes(member.account)}
              onChange={(event) => choose(member, event.currentTarget.checked)}
            />
            <span>{member.callSign}</span>
          </label>
        ))}
      </fieldset>
      <label className="field">
        <span>How many of them it takes</span>
        <input
          className="short"
          type="number"
          min={2}
          max={Math.max(2, chosen.length)}
          value={needed}
          onChange={(event) => setNeeded(Number(event.currentTarget.value) || 2)}
        />
      </label>
      <div className="verbs">
        <VerbButton
          submit
          tone="main"
          busy={busy}
          disabled={!ready}
          why="Choose two at least, and no more needed than chosen"
        >
          {mine.admin ? 'Sign them as trustees' : 'Propose them'}
        </VerbButton>
        <VerbButton tone="quiet" onClick={onDone}>
          Cancel
        </VerbButton>
      </div>
      {asking}
    </form>
  );
}
