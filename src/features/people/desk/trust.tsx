import { Link } from '@tanstack/react-router';
import { Clock } from '../../../desk/kit/age.tsx';
import { PeopleNav } from '../../../desk/kit/people-nav.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { handleVouchFlag, listUnsigned, listVouchFlags, type OpenedFlag } from '../contract.ts';
import { VouchList } from './vouch-list.tsx';

/** Vouches to look at, for admins, and who has not signed the agreement as it now reads. */
export function Trust() {
  const admin = hasRole(useSession(), 'admin');
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Trust</h1>
        <PeopleNav />
      </header>
      <p className="lead">
        Two members’ vouches open calls, roles and closed channels to somebody. What looks odd is listed here
        for a person to look at: a flag changes nothing by itself.
      </p>
      <div className="columns">
        {admin && <Flags />}
        <Unsigned />
      </div>
    </main>
  );
}

function Flags() {
  const query = useCall(listVouchFlags, {});
  return (
    <section>
      <h2>To look at</h2>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing to look at">
              Circles of vouches, members who vouch for many, and the vouches around somebody removed for
              their conduct come here.
            </Empty>
          ) : (
            <ul className="plain-list">
              {items.map((flag) => (
                <Flag key={flag.id} flag={flag} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

const whatItIs: Record<OpenedFlag['kind'], string> = {
  ring: 'They vouch for each other in a circle',
  fan_out: 'Vouches for many within weeks',
  cluster: 'Many newcomers are vouched for by these alone',
  conduct: 'Turned out badly: who vouched for them, and whom they vouched for',
  lapsed: 'Has a role at the desk and too few vouches since one was taken back',
};

function Flag({ flag }: { flag: OpenedFlag }) {
  const handle = useAct(handleVouchFlag, {
    stale: ['/api/v1/vouch-flags'],
    done: () => 'Written down that you looked at it.',
  });
  return (
    <li className="switch-card">
      <p>
        <strong>{flag.people.map((p) => p.callSign).join(', ')}</strong>
      </p>
      <p>
        {whatItIs[flag.kind]}. <Clock at={flag.at} />
      </p>
      <details>
        <summary>{count(flag.vouches.length, 'vouch', 'vouches')}</summary>
        <VouchList vouches={flag.vouches} of="both" />
      </details>
      <div className="verbs">
        <VerbButton busy={handle.busy} onClick={() => handle.run({ params: { id: flag.id }, body: {} })}>
          I have looked at it
        </VerbButton>
      </div>
    </li>
  );
}

function Unsigned() {
  const query = useCall(listUnsigned, {});
  return (
    <section>
      <h2>Conduct agreement not signed as it now reads</h2>
      <Loaded query={query}>
        {({ items, count: all, version }) =>
          items.length === 0 ? (
            <Empty title="Everybody has signed it" />
          ) : (
            <>
              <p className="soft">
                {count(all, 'active member')} without a signature under version {version}
                {all > items.length && `, the first ${items.length} of them here`}. They sign it in the field
                app under Membership; who signed a former one was told when it changed.
              </p>
              <ul className="plain-list">
                {items.map(({ id, callSign, signedVersion, until }) => (
                  <li key={id}>
                    <Link to="/people/$id" params={{ id }} preload={false}>
                      {callSign}
                    </Link>{' '}
                    <span className="soft">
                      {signedVersion === null ? (
                        'never signed'
                      ) : (
                        <>
                          signed version {signedVersion}
                          {until && <Grace until={until} />}
                        </>
                      )}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </section>
  );
}

/** Whether a signature under a former agreement counts still. */
const Grace = ({ until }: { until: string }) => (
  <>
    , {new Date(until) > new Date() ? 'counts until' : 'counted until'} <Clock at={until} />
  </>
);
