import { type FormEvent, useState } from 'react';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { countHat, type Hat as HatNow, type Meeting } from '../contract.ts';
import { centsOf } from '../rules.ts';
import { dollars } from './words.ts';

const said: Record<HatNow['state'], string> = {
  none: 'Two people count it, one after the other, and neither tells the other how much.',
  one: 'One count is in. A second person counts now, without being told the first.',
  differ: 'The two counts differ. Both count again.',
  agreed: 'Two people counted the same.',
};

/** The hat: my blind count, and how it stands. */
export function Hat({ meeting, hat }: { meeting: Meeting; hat: HatNow }) {
  const [typed, type] = useState('');
  const act = useAct(countHat, { stale: ['/api/v1/meetings'], quiet: true, after: () => type('') });
  const cents = centsOf(typed);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (cents !== null) act.run({ params: { id: meeting.id }, body: { id: newId(), cents } });
  };
  return (
    <section aria-labelledby="hat">
      <h2 id="hat">The hat</h2>
      <p role="status">
        {said[hat.state]} {hat.cents !== null && <strong>{dollars(hat.cents)}</strong>}
      </p>
      {hat.state !== 'agreed' && hat.mine !== null && (
        <p className="soft">Your count of this round is in: {dollars(hat.mine)}.</p>
      )}
      {hat.state !== 'agreed' && hat.mine === null && (
        <form className="meeting-row" onSubmit={send}>
          <label className="field">
            <span>What I counted</span>
            <input
              inputMode="decimal"
              placeholder="0.00"
              maxLength={12}
              autoComplete="off"
              value={typed}
              onChange={(event) => type(event.currentTarget.value)}
            />
          </label>
          <VerbButton submit busy={act.busy} disabled={cents === null} why="Write an amount such as 312.40">
            My count
          </VerbButton>
        </form>
      )}
      {act.problem && <Trouble error={act.problem} />}
    </section>
  );
}
