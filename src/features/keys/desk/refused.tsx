import { ShieldAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { KeyList } from '../contract.ts';
import type { BadList } from '../rules.ts';
import { FollowAnew } from './anew.tsx';
import { lock } from './unlocked.ts';
import { misfitWords } from './words.ts';

/** Over everything: the server's list of keys does not fit, so nothing is sealed or opened with it. */
export function ListRefused({ bad: { why, list } }: { bad: { why: BadList; list: KeyList } }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    lock();
    title.current?.focus();
  }, []);
  return (
    <div className="gate gate-over" role="alertdialog" aria-modal="true" aria-labelledby="list-refused">
      <div className="gate-card">
        <h1 ref={title} tabIndex={-1} id="list-refused">
          <ShieldAlert size={24} aria-hidden="true" /> Stop: the list of keys does not fit
        </h1>
        <p>
          The server sent a list of members’ keys that this browser does not believe: {misfitWords[why.why]}{' '}
          (line {why.at + 1}). Someone may have changed the server to read what is sealed.
        </p>
        <p>
          Your key is locked. Nothing was sealed or opened with the new list. What was said before is as safe
          as it was.
        </p>
        <p>
          <strong>What to do:</strong> do not take reports on this desk. Phone two admins, not over this
          server, and read them this page. Take calls on paper until they say what happened.
        </p>
        {why.why === 'other-beginning' && <FollowAnew list={list} />}
      </div>
    </div>
  );
}
