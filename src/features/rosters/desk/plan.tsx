import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { applyPlan, approvePlan, dropPlan, type Move, type Plan } from '../contract.ts';
import { massLimit } from '../rules.ts';
import { stale } from './make-channel.tsx';
import { reasonWords, troubleWords } from './words.ts';

/** Who would go out and in, and why; applied by one, where many go approved by another. */
export function PlanView({ plan, moves }: { plan: Plan; moves: Move[] }) {
  const out = moves.filter((m) => m.kind === 'remove');
  const into = moves.filter((m) => m.kind === 'add');
  return (
    <>
      <State plan={plan} />
      <div className="columns">
        <Lines title="Out" total={plan.removes} moves={out} none="Nobody goes out." />
        <Lines title="In" total={plan.adds} moves={into} none="Nobody comes in." />
      </div>
      {plan.locks > 0 && (
        <p>
          Its groups are closed again: only admins post, add members and change them, and no link leads in.
        </p>
      )}
      <Verbs plan={plan} />
    </>
  );
}

function State({ plan }: { plan: Plan }) {
  const { state, mass, madeBy, madeAt, appliedBy, error } = plan;
  return (
    <>
      <p className="marks">
        {state === 'open' && <Mark tone="needs">▲ a plan only: nobody has moved</Mark>}
        {state === 'old' && <Mark tone="plain">more than an hour old: make it anew</Mark>}
        {state === 'waiting' && <Mark tone="needs">▲ waits for a second person</Mark>}
        {state === 'approved' && <Mark tone="plain">being carried out</Mark>}
      </p>
      <p className="soft">
        Made by {madeBy ?? 'the house'}, <Clock at={madeAt} />
        {appliedBy && ` · applied by ${appliedBy}`}
        {mass && ` · more than ${massLimit} go, which takes two people`}
      </p>
      {state === 'approved' && error && (
        <p role="alert" className="needs">
          ▲ Not done yet, and tried again by itself: {troubleWords(error)}
        </p>
      )}
    </>
  );
}

function Lines(props: { title: string; total: number; moves: Move[]; none: string }) {
  const { title, total, moves, none } = props;
  const shown = moves.filter((m) => m.state !== 'skipped');
  return (
    <section>
      <h3>
        {title} <span className="soft">{total}</span>
      </h3>
      {total === 0 ? (
        <p className="soft">{none}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((move) => (
              <tr key={move.id}>
                <td>{move.callSign ?? `Unknown, ${move.hint}`}</td>
                <td>{move.kind === 'add' ? 'belongs and is not in it' : reasonWords(move.reasons)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {total > shown.length && (
        <p className="soft">and {total - shown.length} more; a plan is no list of members.</p>
      )}
    </section>
  );
}

function Verbs({ plan }: { plan: Plan }) {
  const given = { params: { id: plan.id } };
  const said = ({ state }: Plan) =>
    state === 'waiting' ? 'A second person has to approve it.' : 'It is being carried out.';
  const apply = useAct(applyPlan, { stale, done: said });
  const approve = useAct(approvePlan, { stale, done: said });
  const drop = useAct(dropPlan, { stale, done: () => 'Dropped. Nobody has moved.' });
  const { can, removes, adds, mass, state } = plan;
  return (
    <>
      <div className="verbs">
        {can.includes('apply') && (
          <VerbButton tone="main" busy={apply.busy} onClick={() => apply.run(given)}>
            {mass ? 'Apply, with a second person' : 'Apply'}
          </VerbButton>
        )}
        {can.includes('approve') && (
          <VerbButton tone="main" busy={approve.busy} onClick={() => approve.run(given)}>
            {`Approve: ${count(removes, 'goes', 'go')} out, ${count(adds, 'comes', 'come')} in`}
          </VerbButton>
        )}
        {can.includes('drop') && (
          <VerbButton busy={drop.busy} onClick={() => drop.run(given)}>
            Drop the plan
          </VerbButton>
        )}
      </div>
      {state === 'waiting' && !can.includes('approve') && (
        <p className="soft">Another admin, or a coordinator of the chapter, has to approve it.</p>
      )}
    </>
  );
}
