import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Caps, setCaps } from '../contract.ts';

/** The caps, changed by an admin. */
export function SetCaps({ caps, onClose }: { caps: Caps; onClose: () => void }) {
  const [dollars, setDollars] = useState(String(caps.centsADay / 100));
  const [messages, setMessages] = useState(String(caps.messagesADay));
  const act = useAct(setCaps, {
    stale: ['/api/v1/delivery'],
    done: () => 'The caps hold from now on.',
    after: onClose,
  });
  const isMoney = /^\d{1,5}(\.\d{1,2})?$/.test(dollars);
  const isCount = /^[1-9]\d{0,2}$/.test(messages);
  return (
    <Dialog title="Caps on messages" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isMoney && isCount)
            act.run({
              body: { centsADay: Math.round(Number(dollars) * 100), messagesADay: Number(messages) },
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
        <p className="soft">
          A stand-down and an emergency always go. What is held back shows here and leaves only when somebody
          sends it.
        </p>
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            disabled={!isMoney || !isCount}
            busy={act.busy}
            why="Dollars as 50 or 12.50, and 1 to 999 messages"
          >
            Set the caps
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
