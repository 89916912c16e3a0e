import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { answerSafety, type SafetyChange } from '../contract.ts';
import { stale } from './make-channel.tsx';

const states = {
  open: { tone: 'needs', word: '▲ not confirmed' },
  mine: { tone: 'good', word: '✓ was them' },
  not_mine: { tone: 'danger', word: '■ was not them' },
  removed: { tone: 'plain', word: 'did not answer, and was taken out' },
} as const;

/** Members of this channel whose safety number changed. */
export const Safety = ({ items }: { items: SafetyChange[] }) => (
  <section className="stack" aria-labelledby="safety">
    <h2 id="safety">Changed safety numbers</h2>
    <p className="soft">
      A safety number changes when somebody sets Signal up anew, or when somebody else takes over their
      number. Each is asked by another way than Signal, and goes out after 24 hours without an answer.
    </p>
    <ul className="plain-list access-list">
      {items.map((change) => (
        <One key={change.id} change={change} />
      ))}
    </ul>
  </section>
);

function One({ change }: { change: SafetyChange }) {
  const answer = useAct(answerSafety, { stale });
  const says = (mine: boolean) => answer.run({ params: { id: change.id }, body: { mine } });
  const { tone, word } = states[change.state];
  return (
    <li>
      <span>
        <strong>{change.callSign}</strong> <Mark tone={tone}>{word}</Mark>
        <small className="soft">
          changed <Clock at={change.seenAt} />
          {change.state === 'open' && (
            <>
              {' '}
              · goes out <Clock at={change.endsAt} />
            </>
          )}
        </small>
      </span>
      {change.can.includes('answer') && (
        <span className="verbs">
          <VerbButton
            label={`I asked: it was them (${change.callSign})`}
            busy={answer.busy}
            onClick={() => says(true)}
          >
            I asked: it was them
          </VerbButton>
          <VerbButton
            label={`It was not (${change.callSign})`}
            busy={answer.busy}
            onClick={() => says(false)}
          >
            It was not
          </VerbButton>
        </span>
      )}
    </li>
  );
}
