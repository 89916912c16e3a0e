import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { Empty } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { dropChange, type Member, type Mine } from '../contract.ts';
import { signaturesNeeded } from '../rules.ts';
import { waitingChange } from './change.ts';
import { FingerprintWords } from './fingerprint.tsx';
import type { Read } from './roll.ts';
import { maySign, stale, usePropose, useSign } from './use-key.tsx';
import { actInWords, ringsInWords } from './words.ts';

/** The change that waits for its second signature. */
export function Draft({ mine, read }: { mine: Mine; read: Read }) {
  const { list, roll } = read;
  const { sign, asking, busy } = useSign(mine);
  const drop = useAct(dropChange, { stale, done: () => 'Dropped. Nothing was changed.' });
  const { draft } = list;
  const change = waitingChange(read);
  if (!draft || !change) return null;
  const signers = draft.signatures.map(({ by }) => roll?.members.get(by)?.callSign ?? 'someone unknown');
  const names = change.acts.some((act) => act.act === 'add');
  const mineAlready = draft.signatures.some(({ by }) => by === mine.account);
  return (
    <section className="switch-card">
      <h2>
        <Mark tone="needs">
          ▲ waits for {draft.signatures.length > 0 ? 'a second signature' : 'two signatures'}
        </Mark>
      </h2>
      <ul className="stack">
        {change.acts.map((act) => (
          <li key={JSON.stringify(act)}>
            {actInWords(act, roll)}
            {act.act === 'add' && (
              <>
                {' · '}
                <FingerprintWords member={act.member} />
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="soft">
        {signers.length > 0 ? `Signed by ${signers.join(', ')}` : 'Not signed yet'}, <Clock at={draft.at} />.
        Compare the words with each person named, by phone or face to face, before you sign.
      </p>
      {maySign(mine, read) && (
        <div className="verbs">
          {!mineAlready && (
            <VerbButton tone="main" busy={busy} onClick={() => sign(draft)}>
              {names ? 'I have compared the words: sign' : 'Sign it'}
            </VerbButton>
          )}
          <VerbButton tone="quiet" busy={drop.busy} onClick={() => drop.run({ params: { id: draft.id } })}>
            Drop it
          </VerbButton>
        </div>
      )}
      {asking}
    </section>
  );
}

/** Who made a key and is not on the list with it; for admins the verb that signs them in. */
export function Waiting({ mine, read }: { mine: Mine; read: Read }) {
  const { list, roll } = read;
  const [compared, setCompared] = useState<string[]>([]);
  const { put, asking, busy } = usePropose(mine, read);
  const isFounder = !roll && mine.admin && mine.key !== null;
  const alone = signaturesNeeded(roll) === 1;
  const may = maySign(mine, read) && !list.draft;
  const ready = list.waiting.filter((member) => member.account !== mine.account && (!alone || member.admin));
  const chosen = ready.filter(({ account }) => compared.includes(account));
  const own = list.waiting.find(({ account }) => account === mine.account);
  if (isFounder && own)
    return (
      <section className="switch-card">
        <h2>There is no list yet</h2>
        <p>
          An admin begins it and names a second one; from then on each change needs two. Every browser
          remembers this beginning and refuses another.
        </p>
        <div className="verbs">
          <VerbButton tone="main" busy={busy} onClick={() => put([{ act: 'begin', member: own }])}>
            Begin the list
          </VerbButton>
        </div>
        {asking}
      </section>
    );
  return (
    <section className="stack">
      <h2>Who waits</h2>
      {alone && roll && (
        <p className="soft">
          Next the founder names a second admin. Others are signed in after that, by two.
        </p>
      )}
      {list.waiting.length === 0 ? (
        <Empty title="Nobody waits" />
      ) : (
        <ul className="stack">
          {list.waiting.map((member) => (
            <li key={member.account}>
              <Candidate
                member={member}
                known={roll?.members.has(member.account) ?? false}
                onCompared={
                  may && ready.includes(member)
                    ? (yes) =>
                        setCompared((all) =>
                          yes ? [...all, member.account] : all.filter((one) => one !== member.account),
                        )
                    : undefined
                }
              />
            </li>
          ))}
        </ul>
      )}
      {may && ready.length > 0 && (
        <div className="verbs">
          <VerbButton
            tone="main"
            busy={busy}
            disabled={chosen.length === 0}
            why="Compare the words of someone first"
            onClick={() => put(chosen.map((member) => ({ act: 'add', member })))}
          >
            Sign in {chosen.length > 1 ? `${chosen.length} members` : 'this member'}
          </VerbButton>
        </div>
      )}
      {asking}
    </section>
  );
}

const Candidate = (props: { member: Member; known: boolean; onCompared?: (yes: boolean) => void }) => {
  const { member, known, onCompared } = props;
  const said = (
    <span>
      <strong>{member.callSign}</strong> · {ringsInWords(member.rings, member.admin)}
      {known && ' · new key or other rings'}
      <br />
      <FingerprintWords member={member} />
      {onCompared && <small>I heard these six words from them, by phone or face to face.</small>}
    </span>
  );
  if (!onCompared) return <p className="switch">{said}</p>;
  return (
    <label className="switch">
      <input type="checkbox" onChange={(event) => onCompared(event.currentTarget.checked)} />
      {said}
    </label>
  );
};

/** Who is on the list, as this browser worked it out from the signatures. */
export function Listed({ read: { list, roll } }: { read: Read }) {
  if (!roll) return null;
  return (
    <section className="stack">
      <h2>On the signed list</h2>
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Member</th>
              <th scope="col">Reads</th>
              <th scope="col">Words</th>
            </tr>
          </thead>
          <tbody>
            {[...roll.members.values()].map((member) => (
              <tr key={member.account}>
                <td>
                  {member.callSign}{' '}
                  {list.removed.includes(member.account) && <Mark tone="needs">▲ removed, to be signed</Mark>}
                </td>
                <td>{ringsInWords(member.rings, member.admin)}</td>
                <td>
                  <FingerprintWords member={member} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="soft">{roll.hashes.length} signed changes, all checked by this browser just now.</p>
    </section>
  );
}
