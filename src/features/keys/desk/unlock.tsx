import { useState } from 'react';
import { ApiProblem } from '../../../desk/kit/api.ts';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { MemberKey, WayKind } from '../contract.ts';
import type { Secrets } from '../rules.ts';
import { hold, idleMinutes } from './unlocked.ts';
import { openByCode, openByPasskey, openByPassphrase } from './ways.ts';
import { wayWords } from './words.ts';

const openBy: Record<
  WayKind,
  (mine: MemberKey, typed: string, progress: (share: number) => void) => Promise<Secrets | 'mistyped' | null>
> = { passphrase: openByPassphrase, code: openByCode, passkey: openByPasskey };

const wrong: Record<string, string> = {
  passphrase: 'This is not the passphrase of your key. Nothing was changed; try again, or use another way.',
  code: 'This code does not open your key. Look whether it is an older one, or use another way.',
  passkey: 'This passkey does not open your key. Use another one, or another way.',
  cancelled: 'No passkey was used. Try again, or use another way.',
  mistyped: 'A letter of the code is wrong. Compare it with your sheet, group by group.',
};

/** Opens the member key in this page, by any of its ways; `use` gets its private halves too, while they are at hand. */
export function Unlock(props: {
  mine: MemberKey;
  /** What it is opened for. */
  why?: string;
  use?: (secrets: Secrets) => void;
  onDone: (open: boolean) => void;
}) {
  const { mine, why, use, onDone } = props;
  const kinds = [...new Set(mine.ways.map(({ kind }) => kind))];
  const [kind, setKind] = useState<WayKind>(kinds.find((one) => one === 'passkey') ?? kinds[0]!);
  const [typed, setTyped] = useState('');
  const [share, setShare] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const ready = kind === 'passkey' || typed.trim() !== '';
  const tryIt = async () => {
    setTrouble(null);
    setShare(0);
    const opened = await openBy[kind](mine, typed, setShare).catch((error: unknown) => {
      if (!(error instanceof ApiProblem)) throw error;
      return 'cancelled' as const;
    });
    setShare(null);
    if (opened === null || typeof opened === 'string') return setTrouble(wrong[opened ?? kind]!);
    await hold(mine, opened);
    use?.(opened);
    onDone(true);
  };
  return (
    <Dialog title="Unlock your key" onClose={() => onDone(false)}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && share === null) void tryIt();
        }}
      >
        {why && <p>{why}</p>}
        <p>It stays unlocked on this screen until you sign out, or for {idleMinutes} minutes untouched.</p>
        {kind !== 'passkey' && (
          <label className="field">
            <span>{wayWords[kind]}</span>
            <input
              key={kind}
              data-autofocus
              type={kind === 'passphrase' ? 'password' : 'text'}
              autoComplete="off"
              spellCheck={false}
              maxLength={300}
              value={typed}
              aria-invalid={trouble !== null}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </label>
        )}
        {trouble && <p role="alert">▲ {trouble}</p>}
        {share !== null && kind === 'passphrase' && <Working share={share} />}
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            busy={share !== null}
            disabled={!ready}
            why="Type it first"
            keyHint="Enter"
          >
            {kind === 'passkey' ? 'Unlock with your passkey' : 'Unlock'}
          </VerbButton>
          {kinds
            .filter((other) => other !== kind)
            .map((other) => (
              <VerbButton
                key={other}
                tone="quiet"
                onClick={() => {
                  setKind(other);
                  setTyped('');
                  setTrouble(null);
                }}
              >
                {wayWords[other]} instead
              </VerbButton>
            ))}
        </div>
      </form>
    </Dialog>
  );
}

/** Slow on purpose: it is what makes guessing slow. */
export const Working = ({ share }: { share: number }) => (
  <p className="key-working" role="status">
    <progress max={1} value={share} aria-label="Working out the key" /> Working it out. This takes some
    seconds on purpose: it slows down who guesses.
  </p>
);
