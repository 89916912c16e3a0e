import { VerbButton } from '../../../desk/kit/verb.tsx';

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
