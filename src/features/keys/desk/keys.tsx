import { useState } from 'react';
import { useCall } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Loaded, Loading, Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Mine, readMyKey } from '../contract.ts';
import { isListed } from '../rules.ts';
import { BeginAnew } from './anew.tsx';
import { MakeKey } from './make.tsx';
import { MyKey } from './my-key.tsx';
import { Recoveries } from './recovery.tsx';
import { ListRefused } from './refused.tsx';
import { Removed, Rings } from './rings.tsx';
import { type Read, useRoll } from './roll.ts';
import { Draft, Listed, Waiting } from './signing.tsx';
import { Trustees } from './trustees.tsx';

/** One's own key, who is on the signed list, and what waits there for a signature. */
export function Keys() {
  const mine = useCall(readMyKey, {});
  const { query, read, bad } = useRoll();
  const [making, setMaking] = useState(false);
  const { demo } = useSession().network;
  // In a real network it lies over every screen already.
  if (bad) return demo ? <ListRefused bad={bad} /> : null;
  return (
    <main className="screen">
      <h1>Keyring</h1>
      <p className="lead no-print">
        What people tell us about themselves is sealed for a ring of members. Each member has a key of their
        own, made in their browser, that the server cannot open. Two admins sign who belongs.
      </p>
      <Loaded query={mine}>
        {(my) =>
          making ? (
            <MakeKey mine={my} onDone={() => setMaking(false)} />
          ) : (
            <>
              {my.key ? (
                <MyKey mine={my} listed={standing(my, read)} onAnew={() => setMaking(true)} />
              ) : (
                <NoKey onMake={() => setMaking(true)} />
              )}
              {query.error && !read ? (
                <Trouble error={query.error} again={() => void query.refetch()} />
              ) : read ? (
                <>
                  <Draft mine={my} read={read} />
                  <Removed mine={my} read={read} />
                  <Rings mine={my} read={read} />
                  <Recoveries mine={my} read={read} />
                  <Waiting mine={my} read={read} />
                  <Trustees mine={my} read={read} />
                  <Listed read={read} />
                  <BeginAnew mine={my} read={read} />
                </>
              ) : (
                <Loading />
              )}
            </>
          )
        }
      </Loaded>
    </main>
  );
}

const standing = ({ account, callSign, rings, admin, key }: Mine, read: Read | null) =>
  read && key
    ? isListed(read.roll, { account, callSign, rings, admin, sign: key.sign, receive: key.receive })
    : null;

const NoKey = ({ onMake }: { onMake: () => void }) => (
  <section className="stack key-step">
    <h2>You have no key yet</h2>
    <p>
      Making one takes two minutes. You need a printer, or pen and paper, and a place where nobody looks over
      your shoulder. After that two admins compare six words with you and sign you in.
    </p>
    <div className="verbs">
      <VerbButton tone="main" onClick={onMake}>
        Make your key
      </VerbButton>
    </div>
  </section>
);
