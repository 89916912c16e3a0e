import { useState } from 'react';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { applyImport, type Import } from '../contract.ts';

/** The second word: now it is taken in. */
export function Apply({ item }: { item: Import }) {
  const [tell, setTell] = useState(false);
  const apply = useAct(applyImport, { stale: ['/api/v1/imports'], done: () => 'It is being taken in.' });
  const { new: fresh, likely } = item.counts;
  const isRota = item.kind === 'rota';
  return (
    <section className="stack">
      <h2>Take it in</h2>
      <p>
        {isRota
          ? `${count(fresh, 'shift')} would be laid out, each with whom it is for. They see it when the rota is published.`
          : `${count(fresh, 'person', 'people')} would become applicants.`}
        {likely > 0 &&
          ` ${count(likely, 'row')} may be somebody who is here, or in this list twice: you decide about each afterwards.`}
      </p>
      {!isRota && (
        <label className="switch">
          <input type="checkbox" checked={tell} onChange={(event) => setTell(event.currentTarget.checked)} />
          <span>
            Write to the newcomers
            <small>
              One message in their language: who we are, why they get it, and that STOP ends it. Without this
              nobody is written to.
            </small>
          </span>
        </label>
      )}
      <div className="verbs">
        <VerbButton
          tone="main"
          busy={apply.busy}
          disabled={fresh + likely === 0}
          why="There is no row that can be taken"
          onClick={() => apply.run({ params: { id: item.id }, body: { tell } })}
        >
          {isRota ? 'Lay the shifts out' : 'Take the good rows in'}
        </VerbButton>
      </div>
    </section>
  );
}
