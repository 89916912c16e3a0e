import { useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listPolicies, type Policy } from '../contract.ts';
import { AlwaysThere } from './always.tsx';
import { EscalationNav } from './nav.tsx';
import { PlanForm } from './plan-form.tsx';
import { KIND_NAMES, sentence } from './words.ts';

/** Who is paged for what, each as a sentence; and the person with whom it all ends. */
export function Plans() {
  const query = useCall(listPolicies, {});
  const [open, setOpen] = useState<Policy | null>(null);
  const chapterName = useChapterName();
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Who is paged</h1>
        <EscalationNav />
      </header>
      <Loaded query={query} lines={8}>
        {({ items, always, can }) => (
          <>
            <AlwaysThere always={always} mayName={can.includes('name')} />
            <h2>When something waits</h2>
            <ul className="pattern-list">
              {items.map((policy) => (
                <li key={`${policy.kind} ${policy.chapterId ?? ''}`}>
                  <div>
                    <strong>
                      {KIND_NAMES[policy.kind]}
                      {policy.chapterId && ` · ${chapterName(policy.chapterId)}`}
                    </strong>{' '}
                    {policy.own ? <Mark>your own</Mark> : null}
                    <span className="line">{sentence(policy.plan, signsOf(policy))}</span>
                  </div>
                  <div className="verbs">
                    <VerbButton
                      tone="quiet"
                      label={`${policy.can.includes('set') ? 'Change…' : 'Look closer…'} ${KIND_NAMES[policy.kind]}`}
                      onClick={() => setOpen(policy)}
                    >
                      {policy.can.includes('set') ? 'Change…' : 'Look closer…'}
                    </VerbButton>
                  </div>
                </li>
              ))}
            </ul>
            {open && <PlanForm policy={open} onClose={() => setOpen(null)} />}
          </>
        )}
      </Loaded>
    </main>
  );
}

export const signsOf = ({ people }: Pick<Policy, 'people'>): ReadonlyMap<string, string> =>
  new Map(people.map(({ id, callSign }) => [id, callSign]));
