import { useRef } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { call } from '../../../desk/kit/api.ts';
import { newId } from '../../../desk/kit/id.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { notify } from '../../../desk/kit/notices.ts';
import { refresh, useAct, useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Ring } from '../../../platform/seal/index.ts';
import {
  askTrustees,
  confirmRecovery,
  endRecovery,
  giveToAsker,
  giveWraps,
  type Mine,
  type Recovery,
  readMyRings,
  readTrust,
  type Share,
} from '../contract.ts';
import { joined, passOn } from '../rules/trustees.ts';
import { wrapFor } from '../rules.ts';
import { FingerprintWords } from './fingerprint.tsx';
import type { Read } from './roll.ts';
import { stale, useKey } from './use-key.tsx';
import { ringWords } from './words.ts';

/** Getting a ring back that nobody can open: who asks, who confirms, who gives a share. */
export function Recoveries({ mine, read }: { mine: Mine; read: Read }) {
  const trust = useCall(readTrust, {});
  const { roll } = read;
  if (!roll || !trust.data) return null;
  const { recoveries, shares, givenToMe } = trust.data;
  return (
    <>
      {recoveries.map((one) => (
        <OneRecovery key={one.id} of={one} mine={mine} read={read} shares={shares} given={givenToMe} />
      ))}
      <AskForRings mine={mine} read={read} open={recoveries.map(({ ring }) => ring)} />
    </>
  );
}

/** For who is on the list of a ring and has been given no key of it. */
function AskForRings({ mine, read: { roll }, open }: { mine: Mine; read: Read; open: Ring[] }) {
  const rings = useCall(readMyRings, {});
  const id = useRef(newId());
  const ask = useAct(askTrustees, { stale, done: () => 'Asked. Now another admin confirms it.' });
  const lacking = (roll!.members.get(mine.account)?.rings ?? []).filter(
    (ring) =>
      roll!.trustees.has(ring) &&
      !open.includes(ring) &&
      rings.data &&
      !rings.data.wraps.some((wrap) => wrap.ring === ring),
  );
  return lacking.map((ring) => (
    <section key={ring} className="switch-card">
      <h2>You have no key of the {ringWords[ring]} ring yet</h2>
      <p>
        It comes by itself as soon as anyone who holds it has their desk open and unlocked. Ask the trustees
        only when nobody can open it any more.
      </p>
      <div className="verbs">
        <VerbButton busy={ask.busy} onClick={() => ask.run({ body: { id: id.current, ring } })}>
          Nobody can: ask the trustees
        </VerbButton>
      </div>
    </section>
  ));
}

interface One {
  of: Recovery;
  mine: Mine;
  read: Read;
  shares: Share[];
  given: Share[];
}

function OneRecovery({ of, mine, read: { roll }, shares, given }: One) {
  const { withKey, asking } = useKey(mine);
  const confirm = useAct(confirmRecovery, {
    stale,
    done: () => 'Confirmed. The trustees may give their shares.',
  });
  const end = useAct(endRecovery, { stale, done: () => 'Ended. What was given is deleted.' });
  const give = useAct(giveToAsker, { stale, done: () => 'Your share is given.' });
  const asker = roll!.members.get(of.account);
  const needed = roll!.trustees.get(of.ring)?.needed ?? 2;
  const own = shares.filter(({ ring }) => ring === of.ring);
  if (!asker) return null;
  const isMine = of.account === mine.account;
  const giveMine = () =>
    withKey(async ({ receive }) => {
      const sealed = await Promise.all(own.map((share) => passOn(roll!.network, receive, share, asker)));
      const ready = sealed.filter((share) => share !== null);
      if (ready.length === 0)
        notify({ tone: 'trouble', text: 'Your share does not open with your key of today.' });
      else await give.ask({ params: { id: of.id }, body: { shares: ready } });
    });
  const join = () =>
    withKey(async ({ receive }) => {
      const found = await joined(
        roll!,
        asker,
        receive,
        given.filter(({ ring }) => ring === of.ring),
      );
      if (found.length === 0)
        return void notify({
          tone: 'trouble',
          text: 'These shares do not make the key. Ask another trustee.',
        });
      const wraps = await Promise.all(found.map((secret) => wrapFor(roll!.network, secret, asker)));
      await call(giveWraps, { body: { wraps } });
      await end.ask({ params: { id: of.id } });
      await refresh(...stale);
    });
  return (
    <section className="switch-card">
      <h2>
        <Mark tone="needs">
          ▲ {asker.callSign} asks for the {ringWords[of.ring]} ring
        </Mark>
      </h2>
      <p>
        Since <Clock at={of.at} />. {of.confirmed ? 'Another admin confirmed it.' : 'Not confirmed yet.'}{' '}
        {of.given} of {needed} shares given.
      </p>
      <p>
        Their words: <FingerprintWords member={asker} />
      </p>
      <p className="soft">Phone them, hear the six words from them, and ask why the ring is lost.</p>
      <div className="verbs">
        {!of.confirmed && !isMine && mine.admin && (
          <VerbButton tone="main" busy={confirm.busy} onClick={() => confirm.run({ params: { id: of.id } })}>
            I have spoken with them: confirm
          </VerbButton>
        )}
        {of.confirmed && !isMine && own.length > 0 && (
          <VerbButton tone="main" busy={give.busy} onClick={giveMine}>
            I have spoken with them: give my share
          </VerbButton>
        )}
        {isMine && of.given >= needed && (
          <VerbButton tone="main" busy={end.busy} onClick={join}>
            Open the ring with these shares
          </VerbButton>
        )}
        {(isMine || mine.admin) && (
          <VerbButton tone="quiet" busy={end.busy} onClick={() => end.run({ params: { id: of.id } })}>
            End it without
          </VerbButton>
        )}
      </div>
      {asking}
    </section>
  );
}
