import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Branch } from '../../playbooks/contract.ts';

interface Props {
  branch: Branch;
  /** Something was typed before it was noticed. */
  isTyped: boolean;
  /** Or sent already. */
  isSent: boolean;
  onBack: () => void;
}

/** Stands where the form is, while a call is of a kind of which nothing else is kept: there is no field to type into. */
export const KindOnly = ({ branch, isTyped, isSent, onBack }: Props) => (
  <section className="call-form" aria-labelledby="kind-only">
    <h1 id="kind-only">Nothing is written down here</h1>
    <p>{branch.written.en}</p>
    {isSent ? (
      <p role="status">▲ The report that you sent in this call goes too when you end it here.</p>
    ) : (
      isTyped && (
        <p role="status">
          ▲ What you typed is not saved while this is open, and is gone when you end the call here.
        </p>
      )
    )}
    <div className="send-bar">
      <VerbButton onClick={onBack}>It is another kind of call: back to the form</VerbButton>
    </div>
  </section>
);
