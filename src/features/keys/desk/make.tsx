import { useMemo, useRef, useState } from 'react';
import { ApiProblem } from '../../../desk/kit/api.ts';
import { newId } from '../../../desk/kit/id.ts';
import { notify } from '../../../desk/kit/notices.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Mine, makeMyKey } from '../contract.ts';
import { makeMemberKey, readCode } from '../rules.ts';
import { CodeSheet } from './code-sheet.tsx';
import { Working } from './unlock.tsx';
import { hold } from './unlocked.ts';
import { codeWay, newCode, newPassphrase, passkeyWay, passphraseWay, shortestPassphrase } from './ways.ts';

/** A new member key in two steps: a passphrase, then the printed code. Either opens it alone. */
export function MakeKey({ mine, onDone }: { mine: Mine; onDone: () => void }) {
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [withPasskey, setWithPasskey] = useState(!useSession().network.demo);
  const code = useMemo(newCode, []);
  const id = useRef(newId());
  const make = useAct(makeMyKey, { stale: ['/api/v1/keys'], quiet: true, after: onDone });
  const finish = async () => {
    setShare(0);
    const { sign, receive, secrets } = await makeMemberKey();
    const key = { id: id.current, account: mine.account };
    const byPasskey = withPasskey && (await passkeyWay(key, secrets).catch(noPasskey));
    const ways = [
      await passphraseWay(passphrase!, key, secrets, setShare),
      await codeWay(code, key, secrets),
    ];
    if (byPasskey) ways.push(byPasskey);
    await hold(key, secrets);
    await make.ask({ body: { id: key.id, sign, receive, ways } });
    setShare(null);
  };
  if (passphrase === null) return <Passphrase onChosen={setPassphrase} />;
  return (
    <section className="stack key-step">
      <h2>2 of 2: print the code</h2>
      <CodeSheet code={code} callSign={mine.callSign} />
      <label className="switch no-print">
        <input
          type="checkbox"
          checked={withPasskey}
          onChange={(event) => setWithPasskey(event.currentTarget.checked)}
        />
        <span>
          Open it with your passkey too, without typing{' '}
          <small>The browser asks for the passkey that you sign in with. Some cannot do it.</small>
        </span>
      </label>
      <TypeItBack
        code={code}
        busy={share !== null || make.busy}
        onRight={() => void finish()}
        onBack={() => setPassphrase(null)}
      />
      {share !== null && <Working share={share} />}
      {make.problem && <Trouble error={make.problem} />}
    </section>
  );
}

/** The key is made all the same: passphrase and code are two ways already. */
const noPasskey = (error: unknown) => {
  if (!(error instanceof ApiProblem)) throw error;
  notify({ text: 'Your passkey was not added; passphrase and code open the key.', more: error.message });
  return null;
};

function Passphrase({ onChosen }: { onChosen: (passphrase: string) => void }) {
  const [suggested, setSuggested] = useState(newPassphrase);
  const [typed, setTyped] = useState('');
  const long = typed.trim().length >= shortestPassphrase;
  return (
    <form
      className="stack key-step"
      onSubmit={(event) => {
        event.preventDefault();
        if (long) onChosen(typed);
      }}
    >
      <h2>1 of 2: a passphrase</h2>
      <p>
        You type it after each sign-in. Nobody can reset it, and the server never sees it. Write this one down
        until you know it, or think of your own with at least {shortestPassphrase} letters that you use
        nowhere else.
      </p>
      <p className="key-words">{suggested}</p>
      <div className="verbs">
        <VerbButton tone="quiet" onClick={() => setSuggested(newPassphrase())}>
          Suggest another
        </VerbButton>
      </div>
      <label className="field">
        <span>Type the passphrase that you will use</span>
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
          maxLength={300}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <small className="soft">It is shown while you type. Look who stands behind you.</small>
      </label>
      <div className="verbs">
        <VerbButton
          submit
          tone="main"
          disabled={!long}
          why={`At least ${shortestPassphrase} letters`}
          keyHint="Enter"
        >
          Go on
        </VerbButton>
      </div>
    </form>
  );
}

/** The last group typed back, so that nobody goes on with a sheet that did not print. */
function TypeItBack(props: { code: string; busy: boolean; onRight: () => void; onBack: () => void }) {
  const { code, busy, onRight, onBack } = props;
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
          Make the key
        </VerbButton>
        <VerbButton tone="quiet" disabled={busy} onClick={onBack}>
          Back to the passphrase
        </VerbButton>
      </div>
    </form>
  );
}
