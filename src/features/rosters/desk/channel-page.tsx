import { Link, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { newId } from '../../../desk/kit/id.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Channel, lookAtChannel, makePlan, type Plan, readChannel } from '../contract.ts';
import { Standing } from './channels.tsx';
import { EndChannel, TakeGroup } from './groups.tsx';
import { MakeChannel, stale } from './make-channel.tsx';
import { PlanView } from './plan.tsx';
import { Safety } from './safety.tsx';
import { movesWords, ruleWords, troubleWords } from './words.ts';

/** One channel: its rule, the plan that waits, changed safety numbers, what was done. */
export function ChannelPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useCall(readChannel, { params: { id } }, { every: 60_000 });
  return (
    <main className="screen">
      <p>
        <Link to="/channels">All channels</Link>
      </p>
      <Loaded query={query} lines={8}>
        {({ channel, plan, history, safety }) => (
          <>
            <Head channel={channel} plan={plan?.plan ?? null} />
            <section className="stack" aria-labelledby="plan">
              <h2 id="plan">Plan</h2>
              {plan ? <PlanView {...plan} /> : <NoPlan channel={channel} />}
            </section>
            {safety.length > 0 && <Safety items={safety} />}
            <section className="stack" aria-labelledby="history">
              <h2 id="history">What was done</h2>
              {history.length === 0 ? (
                <Empty title="Nothing yet" />
              ) : (
                <ul className="plain-list access-list">
                  {history.map((one) => (
                    <Past key={one.id} plan={one} />
                  ))}
                </ul>
              )}
            </section>
          </>
        )}
      </Loaded>
    </main>
  );
}

function Head({ channel, plan: waiting }: { channel: Channel; plan: Plan | null }) {
  const chapterName = useChapterName();
  const [doing, setDoing] = useState<'rule' | 'group' | 'end' | null>(null);
  const planId = useRef(newId());
  const look = useAct(lookAtChannel, { stale, done: () => 'Looking. What is found appears here.' });
  const plan = useAct(makePlan, {
    stale,
    done: () => 'Here is the plan. Nobody has moved yet.',
    after: () => {
      planId.current = newId();
    },
  });
  const { id, can, groups, belong, inside, unreachable, lookedAt, trouble, troubleAt } = channel;
  const fine = channel.missing + channel.astray + channel.unlocked === 0;
  const close = () => setDoing(null);
  return (
    <header className="stack">
      <h1>{channel.name}</h1>
      <Standing channel={channel} />
      <p>{ruleWords(channel.rule, chapterName)}</p>
      <p className="soft">
        {inside} of {belong} who belong are in it · {groups === 0 ? 'no group yet' : count(groups, 'group')}
        {lookedAt && (
          <>
            {' '}
            · last looked at <Clock at={lookedAt} />
          </>
        )}
      </p>
      {unreachable > 0 && (
        <p className="soft">
          {count(unreachable, 'member')} who belong {unreachable === 1 ? 'has' : 'have'} no Signal address
          here. They become known by writing to the network’s Signal number once.
        </p>
      )}
      {trouble && (
        <p role="alert" className="needs">
          ▲ {troubleWords(trouble)}
          {troubleAt && (
            <>
              {' '}
              Since <Clock at={troubleAt} />. What you see is from before.
            </>
          )}
        </p>
      )}
      <div className="verbs">
        {can.includes('look') && (
          <VerbButton busy={look.busy} onClick={() => look.run({ params: { id } })}>
            Look now
          </VerbButton>
        )}
        {can.includes('plan') && (!waiting || waiting.can.includes('apply') || waiting.state === 'old') && (
          <VerbButton
            tone={waiting || fine ? undefined : 'main'}
            busy={plan.busy}
            disabled={!lookedAt || fine}
            why={lookedAt ? 'There is nothing to change' : 'Nobody has looked at it yet'}
            onClick={() => plan.run({ params: { id }, body: { id: planId.current } })}
          >
            {waiting ? 'Make the plan anew' : 'Make a plan'}
          </VerbButton>
        )}
        {can.includes('change') && (
          <VerbButton tone="quiet" onClick={() => setDoing('rule')}>
            Change the rule…
          </VerbButton>
        )}
        {can.includes('link') && (
          <VerbButton tone="quiet" onClick={() => setDoing('group')}>
            Take a group…
          </VerbButton>
        )}
        {can.includes('end') && (
          <VerbButton tone="quiet" onClick={() => setDoing('end')}>
            Let go of it…
          </VerbButton>
        )}
      </div>
      {doing === 'rule' && <MakeChannel channel={channel} onClose={close} />}
      {doing === 'group' && <TakeGroup channel={channel} onClose={close} />}
      {doing === 'end' && <EndChannel channel={channel} onClose={close} />}
    </header>
  );
}

const NoPlan = ({ channel }: { channel: Channel }) =>
  channel.missing + channel.astray + channel.unlocked === 0 ? (
    <Empty title="Nothing to do">The group is what the rule says, as far as the last look saw.</Empty>
  ) : (
    <Empty title="None yet">“Make a plan” shows who would go in and out, and why. It changes nothing.</Empty>
  );

const because = { person: '', removed: 'Removed from the network', safety: 'Safety number not confirmed' };

function Past({ plan }: { plan: Plan }) {
  const dropped = plan.state === 'dropped';
  const pending = plan.state === 'approved';
  return (
    <li>
      <span>
        <strong>
          {dropped ? 'Dropped: ' : ''}
          {movesWords(plan)}
        </strong>
        {plan.failed > 0 && <span className="needs"> · ▲ {plan.failed} could not be moved</span>}
        {pending && <span className="needs"> · ▲ not done yet</span>}
        <small className="soft">
          {because[plan.because] || `by ${plan.appliedBy ?? plan.madeBy ?? 'the house'}`}
          {plan.approvedBy && `, approved by ${plan.approvedBy}`}
        </small>
      </span>
      <span className="soft">
        <Clock at={plan.doneAt ?? plan.madeAt} />
      </span>
    </li>
  );
}
