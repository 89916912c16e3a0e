import { useEffect, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Button } from '../../../field/kit.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import type { Hat as HatNow } from '../contract.ts';
import { centsOf } from '../rules/hat.ts';
import { dollars, w } from './words.ts';

/** While it is open and not agreed: somebody else counts too. */
const lookEveryMs = 3000;

/** My blind count of the hat; nobody sees another's before both are in. */
export function Hat({ id }: { id: string }) {
  const [hat, set] = useState<HatNow | null>(null);
  const [typed, type] = useState('');
  const [trouble, tell] = useState('');
  const [isOpen, open] = useState(false);
  const ask = (body?: object) => {
    tell('');
    call<HatNow>(`meetings/${id}/hat`, body).then(
      (now) => {
        set(now);
        // What was typed meanwhile stays.
        type((words) => (words === typed ? '' : words));
      },
      (error) => tell((error instanceof CallFailed && error.message) || w('failed')),
    );
  };
  const waits = isOpen && hat?.state !== 'agreed';
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void call<HatNow>(`meetings/${id}/hat`).then(set, () => {}), lookEveryMs);
    return () => clearInterval(timer);
  }, [waits, id]);
  const cents = centsOf(typed);
  return (
    <details
      onToggle={(event) => {
        open(event.currentTarget.open);
        if (event.currentTarget.open) ask();
      }}
    >
      <summary>{w('hat')}</summary>
      {trouble && (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
      {hat && (
        <p role="status">
          {w(hat.state === 'one' && hat.round > 1 ? 'hat.again' : `hat.${hat.state}`, {
            amount: dollars(hat.cents ?? 0),
          })}{' '}
          {hat.state !== 'agreed' && hat.mine !== null && w('hat.mine', { amount: dollars(hat.mine) })}
        </p>
      )}
      {hat && hat.state !== 'agreed' && hat.mine === null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (cents !== null) ask({ id: v7(), cents });
          }}
        >
          <label class="text">
            <span>{w('hatAmount')}</span>
            <input
              value={typed}
              inputMode="decimal"
              maxLength={12}
              onInput={(e) => type(e.currentTarget.value)}
              autoComplete="off"
            />
          </label>
          <Button submit disabled={cents === null}>
            {w('hatSend')}
          </Button>
        </form>
      )}
    </details>
  );
}
