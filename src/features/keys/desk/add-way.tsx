import { useMemo, useState } from 'react';
import { ApiProblem } from '../../../desk/kit/api.ts';
import { notify, sayProblem } from '../../../desk/kit/notices.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { addWay, type MemberKey, WAYS, type Way, type WayKind } from '../contract.ts';
import type { Secrets } from '../rules.ts';
import { CodeSheet, TypeItBack } from './code-sheet.tsx';
import { NewPassphrase } from './new-passphrase.tsx';
import { Unlock, Working } from './unlock.tsx';
import { stale } from './use-key.tsx';
import { codeWay, newCode, passkeyWay, passphraseWay } from './ways.ts';
import { wayWords } from './words.ts';

/** What a new way is made of, with the private halves that one of the other ways has opened. */
type Make = (secrets: Secrets, progress: (share: number) => void) => Promise<Way | null>;

const added: Record<WayKind, string> = {
  passphrase: 'Added: the new passphrase opens your key. Drop the old one if nobody should use it.',
  code: 'Added: the new code opens your key. Tear up the old sheet once you have dropped it.',
  passkey: 'Added: this passkey opens your key.',
};

/** One more way to open a key that one has: prepared first, then the key is opened by a way that it has already. */
export function AddWay({
  mine,
  callSign,
  onDone,
}: {
  mine: MemberKey;
  callSign: string;
  onDone: () => void;
}) {
  const [kind, setKind] = useState<WayKind | null>(null);
  const [make, setMake] = useState<Make | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const code = useMemo(newCode, []);
  const act = useAct(addWay, { stale, done: (_, { body }) => added[body.kind], after: onDone });
  const ready = (next: Make) => setMake(() => next);
  const back = () => {
    setMake(null);
    setKind(null);
  };
  const finish = async (secrets: Secrets) => {
    setShare(0);
    const way = await make!(secrets, setShare).catch((error: unknown) => {
      if (!(error instanceof ApiProblem)) throw error;
      sayProblem(error);
      return undefined;
    });
    setShare(null);
    if (way && (await act.ask({ body: way }))) return;
    back();
    if (way === null)
      notify({
        tone: 'trouble',
        text: 'This passkey derives no secret, so it cannot open a key. Nothing was changed.',
        more: 'Try the passkey of another device, or add a passphrase or a printed code.',
      });
  };
  return (
    <section className="stack key-step" aria-label="Add a way">
      {kind === 'passphrase' && !make ? (
        <NewPassphrase
          title="A new passphrase"
          onChosen={(typed) => ready((secrets, progress) => passphraseWay(typed, mine, secrets, progress))}
          onBack={back}
        />
      ) : kind === 'code' && !make ? (
        <>
          <h2>A new printed code</h2>
          <CodeSheet code={code} callSign={callSign} />
          <TypeItBack
            code={code}
            verb="Go on"
            back="Cancel"
            busy={false}
            onRight={() => ready((secrets) => codeWay(code, mine, secrets))}
            onBack={back}
          />
        </>
      ) : (
        <Choose
          onChosen={(next) => {
            setKind(next);
            if (next === 'passkey') ready((secrets) => passkeyWay(mine, secrets));
          }}
          onBack={onDone}
        />
      )}
      {make && share === null && !act.busy && (
        <Unlock
          mine={mine}
          why={`Open your key by a way that it has, so that ${wayWords[kind!].toLowerCase()} can be added.`}
          use={(secrets) => void finish(secrets)}
          onDone={(open) => {
            if (!open) back();
          }}
        />
      )}
      {share !== null && <Working share={share} />}
    </section>
  );
}

const what: Record<WayKind, string> = {
  passphrase: 'typed after sign-in; to change one, add the new and drop the old',
  code: 'for when the rest is lost; keep it away from your devices',
  passkey: 'without typing, where the device can do it',
};

const Choose = ({ onChosen, onBack }: { onChosen: (kind: WayKind) => void; onBack: () => void }) => (
  <>
    <h2>Another way to open your key</h2>
    <ul className="plain-list">
      {WAYS.map((kind) => (
        <li key={kind}>
          <span>
            {wayWords[kind]} <small className="soft">{what[kind]}</small>
          </span>
          <VerbButton label={`Add: ${wayWords[kind].toLowerCase()}`} onClick={() => onChosen(kind)}>
            Add
          </VerbButton>
        </li>
      ))}
    </ul>
    <div className="verbs">
      <VerbButton tone="quiet" onClick={onBack}>
        Cancel
      </VerbButton>
    </div>
  </>
);
