import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { seal } from '../../../desk/kit/api.ts';
import { useDraft } from '../../../desk/kit/draft.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { reviewSuspension, type OpenedSuspension as Sent } from '../contract.ts';

const decisions = {
  open: { tone: 'needs', word: '▲ to be reviewed' },
  upheld: { tone: 'danger', word: '■ upheld' },
  lifted: { tone: 'plain', word: '✓ lifted' },
} as const;

export function Suspension({ suspension }: { suspension: Sent }) {
  const { decision, reviews } = suspension;
  const { tone, word } = decisions[decision];
  return (
    <li className="switch-card">
      <p className="marks">
        <strong>{suspension.callSign}</strong>
        <Mark tone={tone}>{word}</Mark>
        <span className="soft">{decision === 'open' && `${reviews.length} of 2 reviews`}</span>
      </p>
      <Quoted of={suspension} name="reason" words={suspension.reason} />
      <p className="soft">
        By {suspension.byCallSign}, <Clock at={suspension.at} />
        {suspension.liftedAt && (
          <>
            , lifted <Clock at={suspension.liftedAt} />
          </>
        )}
      </p>
      {reviews.length > 0 && (
        <ul className="plain-list">
          {reviews.map((review) => (
            <li key={review.by}>
              {review.callSign}: {review.says === 'uphold' ? 'uphold' : 'lift'}, <Clock at={review.at} />
              <Quoted of={review} name="words" words={review.words} />
            </li>
          ))}
        </ul>
      )}
      {suspension.can.includes('review') && <Review id={suspension.id} />}
    </li>
  );
}

function Review({ id }: { id: string }) {
  const [words, setWords, clear] = useDraft(`review.${id}`, '');
  const [open, setOpen] = useState(false);
  const { personId } = useSession();
  const review = useAct(reviewSuspension, {
    sealing: async ({ params, body }) => {
      // A field of the suspension, by who reviews.
      const field = `review ${personId}`;
      const sealed = body.words ? await seal(['conduct'], id, { [field]: body.words }) : {};
      return { params, body: { ...body, words: sealed[field] } };
    },
    stale: ['/api/v1/suspensions'],
    done: () => 'Your review is written down.',
    after: clear,
  });
  const say = (says: 'uphold' | 'lift') =>
    review.run({ params: { id }, body: { says, words: words.trim() || undefined } });
  if (!open)
    return (
      <div className="verbs">
        <VerbButton onClick={() => setOpen(true)}>Review it</VerbButton>
      </div>
    );
  return (
    <div className="stack">
      <label className="field">
        <span>What you say about it (sealed, may stay empty)</span>
        <textarea
          rows={2}
          value={words}
          maxLength={4000}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <div className="verbs">
        <VerbButton busy={review.busy} onClick={() => say('uphold')}>
          Uphold
        </VerbButton>
        <VerbButton busy={review.busy} onClick={() => say('lift')}>
          Lift
        </VerbButton>
      </div>
    </div>
  );
}
