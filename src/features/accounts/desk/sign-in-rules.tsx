import { type FormEvent, useState } from 'react';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Loaded, Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { changeSignInRules, readSignInRules } from '../contract.ts';

type Rules = Answer<typeof readSignInRules>;

const onShift: { role: Rules['onShiftRoles'][number]; words: string }[] = [
  { role: 'operator', words: 'Operators' },
  { role: 'dispatcher', words: 'Dispatchers' },
  { role: 'verifier', words: 'Verifiers' },
  { role: 'legal', words: 'The legal desk' },
];

/** How people sign in to this network; for admins. */
export function SignInRules() {
  const query = useCall(readSignInRules, {});
  return (
    <main className="screen">
      <h1>Sign-in</h1>
      <p className="lead">
        Who comes in how. Roles and invite links are on each member’s page; your own passkeys and sessions are
        under “You”.
      </p>
      <Loaded query={query}>{(rules) => <Form rules={rules} />}</Loaded>
    </main>
  );
}

function Form({ rules }: { rules: Rules }) {
  const { network } = useSession();
  const [edited, setWanted] = useState<Rules | null>(null);
  const wanted = edited ?? rules;
  const act = useAct(changeSignInRules, {
    stale: ['/api/v1/sign-in-rules', '/api/v1/session'],
    quiet: true,
    done: () => 'Kept. It holds from now on.',
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!act.busy) act.run({ body: wanted });
  };
  const changed = JSON.stringify(wanted) !== JSON.stringify(rules);
  return (
    <form className="stack sign-in-rules" onSubmit={submit}>
      <fieldset className="choice">
        <legend>The desk</legend>
        <label className="choice-option">
          <input
            type="checkbox"
            checked={wanted.deskNeedsPasskey}
            disabled={network.demo}
            onChange={(event) => setWanted({ ...wanted, deskNeedsPasskey: event.currentTarget.checked })}
          />
          <span>
            Nobody without a passkey
            <small>
              {network.demo
                ? 'In a demo everyone comes in by one click.'
                : 'Who is signed in without one is signed out. Without this, an invite link alone lets somebody in.'}
            </small>
          </span>
        </label>
      </fieldset>
      <fieldset className="choice">
        <legend>Only while on shift</legend>
        {onShift.map(({ role, words }) => (
          <label key={role} className="choice-option">
            <input
              type="checkbox"
              checked={wanted.onShiftRoles.includes(role)}
              onChange={(event) =>
                setWanted({
                  ...wanted,
                  onShiftRoles: onShift
                    .map((one) => one.role)
                    .filter((one) =>
                      one === role ? event.currentTarget.checked : wanted.onShiftRoles.includes(one),
                    ),
                })
              }
            />
            <span>{words}</span>
          </label>
        ))}
        <p className="soft">
          Off shift they see nothing of what the role shows, from the minute the shift ends. Plan shifts
          first: whoever has none is out at once.
        </p>
      </fieldset>
      {act.problem && <Trouble error={act.problem} />}
      <div className="verbs">
        <VerbButton submit tone="main" busy={act.busy} disabled={!changed} why="Nothing is changed yet">
          Keep
        </VerbButton>
      </div>
    </form>
  );
}
