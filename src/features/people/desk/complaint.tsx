import { Age, Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { languageName } from '../../../desk/kit/words.ts';
import { closeComplaint, type OpenedComplaint as Sent } from '../contract.ts';

/** Minutes (a day, three days) after which a complaint has waited. */
const patience = [24 * 60, 3 * 24 * 60] as const;

export function Complaint({ complaint, onSuspend }: { complaint: Sent; onSuspend: () => void }) {
  const close = useAct(closeComplaint, {
    stale: ['/api/v1/complaints'],
    done: () => 'The complaint is closed.',
  });
  const open = complaint.state === 'open';
  return (
    <li className="switch-card">
      <p className="marks">
        {open ? <Mark tone="needs">▲ open</Mark> : <Mark>closed</Mark>}
        {open ? <Age at={complaint.at} limits={patience} /> : <Clock at={complaint.at} />}
        {complaint.throttled && <Mark>came in a flood</Mark>}
        <span className="soft">{languageName(complaint.language)}</span>
      </p>
      <Quoted of={complaint} name="words" words={complaint.words} lang={complaint.language} />
      <p className="soft">
        {complaint.contact ? `To answer: ${complaint.contact}` : 'They left no way to answer.'}
      </p>
      {open && (
        <div className="verbs">
          {onSuspend && <VerbButton onClick={onSuspend}>Suspend the member it is about…</VerbButton>}
          {complaint.can.includes('close') && (
            <VerbButton busy={close.busy} onClick={() => close.run({ params: { id: complaint.id } })}>
              It has been dealt with
            </VerbButton>
          )}
        </div>
      )}
    </li>
  );
}
