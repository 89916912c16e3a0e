import { Link } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { askForExport } from '../../people/contract.ts';

/** Hours leave as every list of members does: with a reason, when a second person has agreed, once. */
export function HoursExport({ month, chapterId }: { month: string; chapterId: string }) {
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const id = useRef(newId());
  const ask = useAct(askForExport, {
    stale: ['/api/v1/exports'],
    done: () => 'Asked. A second person has a day to approve it.',
    after: () => {
      id.current = newId();
      setReason('');
      setAsked(true);
    },
  });
  const short = reason.trim().length < 10;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (short) return;
    const body = { id: id.current, named: false, month, reason: reason.trim() };
    ask.run({ body: { ...body, ...(chapterId && { chapterId }) } });
  };
  return (
    <form className="stack" aria-label="These hours as a file" onSubmit={onSubmit}>
      <h2>These hours as a file</h2>
      <p className="soft">
        A table (CSV) by call sign, of everybody and not only of those shown. A second person approves it
        within a day, then you take it once under <Link to="/people/exports">People, Exports</Link>.
      </p>
      <label className="field">
        <span>What for</span>
        <input
          maxLength={500}
          value={reason}
          placeholder="A sentence that the second person reads"
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setAsked(false);
          }}
        />
      </label>
      <div className="verbs">
        <VerbButton submit busy={ask.busy} disabled={short} why="Say in a sentence what it is for">
          Ask a second person
        </VerbButton>
        {asked && <Link to="/people/exports">See it under Exports</Link>}
      </div>
    </form>
  );
}
