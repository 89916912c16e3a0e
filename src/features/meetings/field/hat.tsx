import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Button } from '../../../field/kit.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import type { Hat as HatNow } from '../contract.ts';
import { centsOf } from '../rules/hat.ts';
import { dollars, w } from './words.ts';

/** My blind count of the hat; nobody sees another's before both are in. */
export function Hat({ id }: { id: string }) {
  const [hat, set] = useState<HatNow | null>(null);
  const [typed, type] = useState('');
  const [trouble, tell] = useState('');
  const ask = (body?: object) => {
    tell('');
    call<HatNow>(`meetings/${id}/hat`, body).then(
      (now) => {
        set(now);
        type('');
      },
      (error) => tell((error instanceof CallFailed && error.message) || w('failed')),
    );
  };
  const cents = centsOf(typed);
  return (
    <details onToggle={(event) => event.currentTarget.open && ask()}>
      <summary>{w('hat')}</summary>
      {trouble && (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
      {hat && (
        <p role="status">
          {w(`hat.${hat.state}`, { amount: dollars(hat.cents ?? 0) })}{' '}
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
