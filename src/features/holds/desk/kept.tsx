import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { leftDays } from '../../../platform/keeping.ts';
import { type Kept as KeptKind, listKept } from '../contract.ts';
import { SetDays } from './set-days.tsx';
import { kinds } from './words.ts';

/** How long what is kept, what goes tonight, and what a hold keeps. */
export function Kept() {
  const query = useCall(listKept, {}, { every: 60_000 });
  const [changing, setChanging] = useState<KeptKind | null>(null);
  return (
    <main className="screen">
      <h1>What is kept, and for how long</h1>
      <p className="lead">
        Each night what is over is removed for good, file and all. A shorter time holds for everything at
        once; a longer one only for what comes after it, since others were told the shorter one. What nobody
        settles counts as settled {leftDays} days after the last that happened to it; a report says so in the
        last month before. A legal hold wins over all of this.
      </p>
      <Loaded query={query} lines={8}>
        {({ items, can }) => (
          <ul className="kept-list">
            {items.map((kept) => (
              <OneKind key={kept.kind} kept={kept} onChange={can.includes('change') ? setChanging : null} />
            ))}
          </ul>
        )}
      </Loaded>
      {changing && <SetDays kept={changing} onClose={() => setChanging(null)} />}
    </main>
  );
}

function OneKind({ kept, onChange }: { kept: KeptKind; onChange: ((kept: KeptKind) => void) | null }) {
  const { kind, days, usual, next, last } = kept;
  const { name, what } = kinds[kind];
  return (
    <li>
      <div>
        <h2>{name}</h2>
        <p className="soft">{what}</p>
      </div>
      <p>
        <strong>{count(days, 'day')}</strong>
        {days !== usual && <span className="soft"> · usually {usual}</span>}
      </p>
      <div>
        <p>
          {next.due === 0 ? 'Nothing goes tonight' : `${next.due}${next.more ? ' or more' : ''} go tonight`}
        </p>
        {next.held > 0 && (
          <p className="needs">
            ■ {next.held}
            {next.more ? ' or more' : ''} held beyond their time
          </p>
        )}
        {last && (
          <p className="soft">
            {last.ended ? 'Last run' : 'Running since'} <Clock at={last.at} />: {last.purged} removed
            {last.held > 0 && `, ${last.held} held`}
          </p>
        )}
      </div>
      {onChange && (
        <VerbButton
          tone="quiet"
          label={`Change how long ${name.toLowerCase()} are kept`}
          onClick={() => onChange(kept)}
        >
          Change…
        </VerbButton>
      )}
    </li>
  );
}
