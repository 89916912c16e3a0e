import { useState } from 'preact/hooks';
import { Button } from '../../../field/kit.tsx';
import { act } from '../../../field/sync.ts';
import { w } from './sessions-words.ts';

/** Whoever stands at the door without a seat. */
export function WalkIn({ id, onAdded }: { id: string; onAdded: (name: string) => void }) {
  const [name, call] = useState('');
  const [reach, reachAt] = useState('');
  return (
    <details>
      <summary>{w('walkIn')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const called = name.trim();
          if (!called) return;
          void act(`trainings/${id}`, {
            kind: 'door-in',
            name: called,
            ...(reach.trim() && { reach: reach.trim() }),
          });
          onAdded(called);
          call('');
          reachAt('');
        }}
      >
        <label class="text">
          <span>{w('walkName')}</span>
          <input
            value={name}
            maxLength={80}
            onInput={(event) => call(event.currentTarget.value)}
            autoComplete="off"
          />
        </label>
        <label class="text">
          <span>{w('walkReach')}</span>
          <small>{w('walkHint')}</small>
          <input
            value={reach}
            maxLength={254}
            onInput={(event) => reachAt(event.currentTarget.value)}
            autoComplete="off"
          />
        </label>
        <Button submit>{w('add')}</Button>
      </form>
    </details>
  );
}
