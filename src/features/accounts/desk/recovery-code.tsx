import { useState } from 'react';
import { VerbButton } from '../../../desk/kit/verb.tsx';

/** The code, once: to print or write down. It goes away only when somebody says that it is kept. */
export function RecoveryCode({ code, onKept }: { code: string; onKept: () => void }) {
  const [sure, setSure] = useState(false);
  return (
    <section className="recovery">
      <h2>Your recovery code</h2>
      <p>
        Print it or write it down, and keep it away from your devices. When your passkeys are lost it lets you
        in <strong>once</strong>, to make a new one. It is shown only now.
      </p>
      <p className="recovery-code">
        <code>{code}</code>
      </p>
      <div className="verbs no-print">
        <VerbButton onClick={() => print()}>Print</VerbButton>
        <VerbButton onClick={() => void navigator.clipboard.writeText(code)}>Copy</VerbButton>
      </div>
      <label className="check no-print">
        <input type="checkbox" checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} />
        <span>I have it on paper.</span>
      </label>
      <div className="verbs no-print">
        <VerbButton
          tone="main"
          disabled={!sure}
          why="Keep the code first, then tick the box"
          onClick={onKept}
        >
          Go on
        </VerbButton>
      </div>
    </section>
  );
}
