import { Link } from '@tanstack/react-router';
import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type OpenedVouch, withdrawVouch } from '../contract.ts';

const knownWords = {
  training: 'knows them from trainings',
  meeting: 'knows them from meetings',
  shift: 'knows them from a shift',
  neighbour: 'knows them as a neighbour or friend',
  other: 'knows them otherwise',
};

/** Vouches with their state; an admin may take one back. `of` says whose name leads a line, or both. */
export function VouchList({
  vouches,
  of,
}: {
  vouches: readonly OpenedVouch[];
  of: 'by' | 'person' | 'both';
}) {
  const withdraw = useAct(withdrawVouch, {
    stale: ['/api/v1/people', '/api/v1/vouch-flags'],
    done: () => 'The vouch is taken back: it counts no more.',
  });
  if (vouches.length === 0) return <p className="soft">None.</p>;
  return (
    <ul className="plain-list">
      {vouches.map((v) => (
        <li key={v.id} className="switch-card">
          <p className="marks">
            <span>
              {of !== 'person' && <Who id={v.byId} sign={v.by || 'the network’s founding'} />}
              {of === 'both' && ' for '}
              {of !== 'by' && <Who id={v.personId} sign={v.person} />}
            </span>
            {v.kind === 'reference' && <Mark tone="plain">reference</Mark>}
            {v.withdrawnAt && <Mark tone="plain">✕ taken back</Mark>}
          </p>
          <p className="soft">
            {v.known ? knownWords[v.known] : 'admitted before there was anyone to vouch'}, <Clock at={v.at} />
            {v.withdrawnAt && (
              <>
                , taken back <Clock at={v.withdrawnAt} />
              </>
            )}
          </p>
          <Quoted of={v} name="words" words={v.words} />
          {v.can.includes('withdraw') && (
            <div className="verbs">
              <VerbButton
                busy={withdraw.busy}
                onClick={() => withdraw.run({ params: { id: v.id }, body: {} })}
              >
                Take it back
              </VerbButton>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

const Who = ({ id, sign }: { id: string | null; sign: string }) =>
  id ? (
    <Link to="/people/$id" params={{ id }} preload={false}>
      {sign}
    </Link>
  ) : (
    sign
  );
