import { Phone } from 'lucide-react';
import { useState } from 'react';
import { Choice } from '../../../desk/kit/choice.tsx';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useVerbs, type Verb } from '../../../desk/kit/keys.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { handOverCall, hangUpCall, holdCall, type Operator, resumeCall, type SentCall } from '../contract.ts';
import { HardCall } from './hard.tsx';
import { WebLine } from './later-line.ts';
import { useSeconds } from './use-calls.ts';
import { about, clockOf, presenceWords } from './words.ts';

const stale = ['/api/v1/calls'];

/** The call that one has, on whatever screen: hold, hand over, end. */
export function MyCall({ call, operators }: { call: SentCall; operators: Operator[] }) {
  const seconds = useSeconds(call.answeredAt);
  const [handing, setHanding] = useState(false);
  const hold = useAct(holdCall, { stale });
  const resume = useAct(resumeCall, { stale });
  const hangUp = useAct(hangUpCall, { stale, done: () => 'The call has ended.' });
  const given = { params: { id: call.id } };
  const isHeld = call.state === 'held';
  const turn = () => (isHeld ? resume : hold).run(given);
  const end = () => hangUp.run(given);
  const verbs: Verb[] = [
    { key: 'h', word: isHeld ? 'Back to the caller' : 'Hold', run: turn },
    { key: 'g', word: 'Hand the call over', run: () => setHanding(true) },
    { key: 'd', word: 'End the call', run: end },
  ];
  useVerbs('Your call', verbs);
  return (
    <section className="banner calls-mine" aria-label="Your call">
      <Phone size={20} aria-hidden="true" />
      <p>
        <strong role="status">{isHeld ? '❚❚ On hold' : '● In a call'}</strong> · {about(call)}
        {call.drill && ' · drill'}
        <span aria-hidden="true"> · {clockOf(seconds)}</span>
        {call.handingTo && <span> · {call.handingTo.callSign} is asked to take it over</span>}
        {call.door === 'phone' && <span className="soft"> · you speak by your telephone</span>}
      </p>
      <VerbButton
        keyHint="h"
        busy={hold.busy || resume.busy}
        onClick={turn}
        tone={isHeld ? 'main' : undefined}
      >
        {isHeld ? 'Back to the caller' : 'Hold'}
      </VerbButton>
      <VerbButton keyHint="g" onClick={() => setHanding(true)}>
        Hand over…
      </VerbButton>
      <VerbButton keyHint="d" busy={hangUp.busy} onClick={end}>
        End the call
      </VerbButton>
      <HardCall />
      {call.door === 'web' && <WebLine callId={call.id} part="operator" />}
      {handing && <HandOver call={call} operators={operators} onClose={() => setHanding(false)} />}
    </section>
  );
}

function HandOver({
  call,
  operators,
  onClose,
}: {
  call: SentCall;
  operators: Operator[];
  onClose: () => void;
}) {
  const others = operators.filter(({ personId }) => personId !== call.answeredBy?.personId);
  const free = others.filter(({ state }) => state === 'free' || state === 'ringing');
  const [to, setTo] = useState<string | null>(free[0]?.personId ?? null);
  const give = useAct(handOverCall, { stale, after: onClose });
  return (
    <Dialog title="Hand the call over" onClose={onClose}>
      {free.length === 0 ? (
        <p>
          Nobody else on shift is free. You can hold the call, or write a report and promise to call back.
        </p>
      ) : (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (to) give.run({ params: { id: call.id }, body: { personId: to } });
          }}
        >
          <p className="soft">The caller is on hold until they take it. Until then it is yours.</p>
          <Choice
            legend="To whom"
            options={free.map(({ personId, callSign, state }) => ({
              id: personId,
              label: callSign,
              hint: presenceWords[state].word,
            }))}
            value={to}
            onChange={setTo}
            first
          />
          <VerbButton submit tone="main" busy={give.busy} disabled={!to}>
            Ask them
          </VerbButton>
        </form>
      )}
    </Dialog>
  );
}
