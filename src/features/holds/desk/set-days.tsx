import { useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Kept, setKept } from '../contract.ts';
import { whyNot } from '../rules.ts';
import { kinds } from './words.ts';

export function SetDays({ kept, onClose }: { kept: Kept; onClose: () => void }) {
  const { kind, days: now, usual, least, most } = kept;
  const [typed, setTyped] = useState(String(now));
  const [reason, setReason] = useState('');
  const id = useRef(newId());
  const act = useAct(setKept, {
    stale: ['/api/v1/retention'],
    done: () => `${kinds[kind].name}: ${typed} days from now on.`,
    after: onClose,
  });
  const days = Number(typed);
  const said = reason.trim() || undefined;
  const isDays = /^\d+$/.test(typed);
  const wrong = isDays ? whyNot(kind, days, said) : 'few';
  const range = `${least} to ${most} days`;
  return (
    <Dialog title={`${kinds[kind].name}: how long`} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) act.run({ params: { kind }, body: { id: id.current, days, reason: said } });
        }}
      >
        <label className="field">
          <span>
            Days ({range}; usually {usual})
          </span>
          <input
            data-autofocus
            inputMode="numeric"
            value={typed}
            maxLength={4}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        {most > usual && (
          <label className="field">
            <span>Why{days > usual ? '' : ' (needed for more than usual)'}</span>
            <textarea
              rows={2}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          </label>
        )}
        <p className="soft">
          {days < now
            ? 'Shorter: holds for everything there is, from the coming night on.'
            : days > now
              ? 'Longer: holds for what comes in from now on. What is here goes when its people were told.'
              : 'This is how long it is now.'}
        </p>
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            disabled={wrong !== null || days === now}
            busy={act.busy}
            why={wrong === 'reason' ? 'Say why it must be kept longer' : `Choose from ${range}`}
          >
            Keep it so long
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
