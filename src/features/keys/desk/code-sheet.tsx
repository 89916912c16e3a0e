import { useState } from 'react';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { readCode } from '../rules.ts';

/** What is printed: the code, whose it is, and what to do with it. */
export const CodeSheet = ({ code, callSign }: { code: string; callSign: string }) => (
  <section className="key-sheet" aria-label="Printed code">
    <p>
      This code opens the key of <strong>{callSign}</strong> when the passphrase is forgotten or the device is
      gone. Keep the sheet where you keep your passport, not beside the device. Who finds it still has to sign
      in as you.
    </p>
    <p className="key-code">
      {code.split('-').map((group, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups stay where they are, and two may be alike
        <span key={place}>{group}</span>
      ))}
    </p>
    <div className="verbs no-print">
      <VerbButton onClick={() => window.print()}>Print this sheet</VerbButton>
      <span className="soft">Or write it down by hand. It is shown once.</span>
    </div>
  </section>
);

/** The last group typed back, so that nobody goes on with a sheet that did not print. */
export function TypeItBack(props: {
  code: string;
  verb: string;
  back: string;
  busy: boolean;
  onRight: () => void;
  onBack: () => void;
}) {
  const { code, verb, back, busy, onRight, onBack } = props;
  const [typed, setTyped] = useState('');
  const right = readCode(code.slice(0, -4) + typed) !== null;
  return (
    <form
      className="stack no-print"
      onSubmit={(event) => {
        event.preventDefault();
        if (right && !busy) onRight();
      }}
    >
      <label className="field">
        <span>Type the last group from your sheet</span>
        <input
          className="short"
          autoComplete="off"
          spellCheck={false}
          maxLength={6}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <div className="verbs">
        <VerbButton
          submit
          tone="main"
          busy={busy}
          disabled={!right}
          why="It is not yet the last group"
          keyHint="Enter"
        >
          {verb}
        </VerbButton>
        <VerbButton tone="quiet" disabled={busy} onClick={onBack}>
          {back}
        </VerbButton>
      </div>
    </form>
  );
}
