import { Link, useLocation } from '@tanstack/react-router';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Act, Mine } from '../contract.ts';
import { leaving, type Roll, takenFrom } from '../rules.ts';
import { waitingChange } from './change.ts';
import type { Read } from './roll.ts';
import { maySign, usePropose, useSign } from './use-key.tsx';

const namesIn = (roll: Roll, acts: readonly Act[]) =>
  takenFrom(roll, acts)
    .map((account) => roll.members.get(account)?.callSign ?? 'someone')
    .join(', ');

/** On every admin's screen until it is done: what of the signed list waits for their signature, and how many. */
export function KeyTasks({ mine, read }: { mine: Mine; read: Read & { roll: Roll } }) {
  const { list, roll } = read;
  const { sign, asking, busy } = useSign(mine);
  const propose = usePropose(mine, read);
  // The Keyring screen has it in full.
  const there = useLocation({ select: ({ pathname }) => pathname }) === '/keys';
  if (there || !maySign(mine, read)) return null;
  const waits = waitingChange(read);
  const inIt = waits ? takenFrom(roll, waits.acts) : [];
  const open = leaving(list, roll).filter((act) => !inIt.includes(takenFrom(roll, [act])[0]!));
  const count = open.length + (waits ? 1 : 0);
  const draft = waits && list.draft;
  const signed = draft?.signatures.some(({ by }) => by === mine.account);
  const compares = waits?.acts.some((act) => act.act === 'add' && !inIt.includes(act.member.account));
  if (count === 0) return null;
  return (
    <section className="banner banner-lock" aria-label="Waits for signatures">
      <p role="status">
        <strong>
          ▲ {count} {count === 1 ? 'change' : 'changes'} of the key list {count === 1 ? 'waits' : 'wait'}.
        </strong>{' '}
        {waits &&
          (inIt.length > 0
            ? `To be signed away: ${namesIn(roll, waits.acts)}. The server gives them nothing more; from the second signature on nothing new opens with what they kept. `
            : 'It needs two admins. ')}
        {signed && 'You signed it; another admin signs next. '}
        {open.length > 0 &&
          `To be signed away${waits ? ' after that' : ''}: ${namesIn(roll, open)}. The server gives them nothing more.`}
      </p>
      {draft && !signed && !compares && (
        <VerbButton tone="main" busy={busy} onClick={() => sign(draft)}>
          {inIt.length > 0 ? 'Sign the removal' : 'Sign it'}
        </VerbButton>
      )}
      {!waits && open.length > 0 && (
        <VerbButton tone="main" busy={propose.busy} onClick={() => propose.put(open)}>
          Sign the removal
        </VerbButton>
      )}
      <Link to="/keys">See the list</Link>
      {asking}
      {propose.asking}
    </section>
  );
}
