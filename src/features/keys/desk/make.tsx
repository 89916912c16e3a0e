import { useMemo, useRef, useState } from 'react';
import { ApiProblem } from '../../../desk/kit/api.ts';
import { newId } from '../../../desk/kit/id.ts';
import { notify } from '../../../desk/kit/notices.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { type Mine, makeMyKey } from '../contract.ts';
import { makeMemberKey } from '../rules.ts';
import { CodeSheet, TypeItBack } from './code-sheet.tsx';
import { NewPassphrase } from './new-passphrase.tsx';
import { Working } from './unlock.tsx';
import { hold } from './unlocked.ts';
import { codeWay, newCode, passkeyWay, passphraseWay } from './ways.ts';

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
  if (passphrase === null) return <NewPassphrase title="1 of 2: a passphrase" onChosen={setPassphrase} />;
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
        verb="Make the key"
        back="Back to the passphrase"
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
