import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Caps, setCaps } from '../contract.ts';

/** The caps, changed by an admin. */
export function SetCaps({ caps, onClose }: { caps: Caps; onClose: () => void }) {
  const [dollars, setDollars] = useState(String(caps.centsADay / 100));
  const [messages, setMessages] = useState(String(caps.messagesADay));
  const [minutes, setMinutes] = useState(String(caps.ringMinutes));
  const act = useAct(setCaps, {
    stale: ['/api/v1/delivery'],
    done: () => 'The caps hold from now on.',
    after: onClose,
  });
  const isMoney = /^\d{1,5}(\.\d{1,2})?$/.test(dollars);
  const isCount = /^[1-9]\d{0,2}$/.test(messages);
  const isWait = /^([1-9]|[1-5]\d|60)$/.test(minutes);
  return (
    <Dialog title="Caps and ringing" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isMoney && isCount && isWait)
            act.run({
              body: {
                centsADay: Math.round(Number(dollars) * 100),
                messagesADay: Number(messages),
                ringMinutes: Number(minutes),
              },
            });
        }}
      >
        <label className="field">
          <span>Dollars a day, for texts, WhatsApp and calls together</span>
          <input
            data-autofocus
            inputMode="decimal"
            value={dollars}
            maxLength={8}
            onChange={(event) => setDollars(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <span>Messages to one person in 24 hours, replies left out</span>
          <input
            inputMode="numeric"
            value={messages}
            maxLength={3}
            onChange={(event) => setMessages(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <span>Minutes until a page that arrived, and that nobody read or answered, rings by telephone</span>
          <input
            inputMode="numeric"
            value={minutes}
            maxLength={2}
            onChange={(event) => setMinutes(event.currentTarget.value)}
          />
        </label>
        <p className="soft">
          A stand-down and an emergency always go. What is held back shows here and leaves only when somebody
          sends it.
        </p>
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            disabled={!isMoney || !isCount || !isWait}
            busy={act.busy}
            why="Dollars as 50 or 12.50, 1 to 999 messages, 1 to 60 minutes"
          >
            Set the caps
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
