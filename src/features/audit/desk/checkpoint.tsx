import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { capital, count } from '../../../desk/kit/words.ts';
import { checkLog, readState } from '../contract.ts';

const everyMs = 60_000;

/** Whether the log is whole, and the checkpoint to give to somebody outside. */
export function Checkpoint() {
  const state = useCall(readState, {}, { every: everyMs });
  return (
    <div className="columns">
      <section>
        <h2>Is it whole?</h2>
        <Whole />
      </section>
      <section>
        <h2>Checkpoint</h2>
        <Loaded query={state}>
          {({ checkpoint, key }) =>
            checkpoint ? (
              <>
                <p>
                  Signed <Clock at={checkpoint.at} /> over {count(checkpoint.size, 'entry', 'entries')}. Give
                  it to somebody outside, who keeps it: then not even who runs this server can change what
                  lies before it.
                </p>
                <textarea
                  className="note"
                  aria-label="Checkpoint"
                  readOnly
                  rows={8}
                  value={checkpoint.note}
                />
                <div className="verbs">
                  <Copy what="Copy the checkpoint" text={checkpoint.note} />
                  <Copy what="Copy the key that verifies it" text={key} />
                </div>
              </>
            ) : (
              <p>There is none yet. The first is signed a moment after the first entry.</p>
            )
          }
        </Loaded>
      </section>
    </div>
  );
}

function Copy({ what, text }: { what: string; text: string }) {
  const [said, setSaid] = useState(what);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid('✓ Copied'),
      () => setSaid('The browser refused: select it and copy'),
    );
  return (
    <VerbButton onClick={() => void copy()}>
      <span role="status">{said}</span>
    </VerbButton>
  );
}

function Whole() {
  const verdict = useCall(checkLog, {});
  return (
    <Loaded query={verdict}>
      {({ at, size, checkpoints, wrong }) => (
        <>
          <p>
            {wrong ? (
              <Mark tone="danger">! Entry {wrong.index} is wrong</Mark>
            ) : (
              <Mark tone="good">✓ It verifies</Mark>
            )}{' '}
            <span className="soft">
              looked at <Clock at={at} />
            </span>
          </p>
          {wrong ? (
            <p>
              {capital(wrong.wrong)}: {wrong.says}. Somebody changed the database. Touch nothing, copy the
              checkpoint and this line, and tell whoever runs the server to run{' '}
              <code>npx porchlight doctor --audit</code>.
            </p>
          ) : (
            <p>
              {count(size, 'entry', 'entries')} in the order in which they were written, held against{' '}
              {count(checkpoints, 'checkpoint')}.
            </p>
          )}
          <div className="verbs">
            <VerbButton busy={verdict.isFetching} onClick={() => void verdict.refetch()}>
              Look again
            </VerbButton>
          </div>
        </>
      )}
    </Loaded>
  );
}
