import { useState } from 'preact/hooks';
import { Button } from '../../../field/kit.tsx';
import { act } from '../../../field/sync.ts';
import { language } from '../../../field/words.ts';
import { w } from './words.ts';

interface Props {
  id: string;
  door: number;
  onAdded: (name: string) => void;
}

/** Whoever stands at the door and had not said that they come; it goes the way of what waits to be sent, so it counts once. */
export function SignUp({ id, door, onAdded }: Props) {
  const [name, call] = useState('');
  const [reach, reachAt] = useState('');
  const [joins, join] = useState(false);
  const add = (event: Event) => {
    event.preventDefault();
    void act(`meetings/${id}`, {
      ...{ kind: 'door-in', door, name: name.trim(), reach: reach.trim(), language: language() },
      ...(joins && { wants: ['other'] }),
    });
    onAdded(name.trim() || w('unnamed'));
    call('');
    reachAt('');
    join(false);
  };
  return (
    <details>
      <summary>{w('signUp')}</summary>
      <form onSubmit={add}>
        <label class="text">
          <span>{w('name')}</span>
          <input
            value={name}
            maxLength={80}
            onInput={(e) => call(e.currentTarget.value)}
            autoComplete="off"
          />
        </label>
        <label class="text">
          <span>{w('reach')}</span>
          <input
            value={reach}
            maxLength={254}
            onInput={(e) => reachAt(e.currentTarget.value)}
            autoComplete="off"
          />
        </label>
        <label class="option">
          <input type="checkbox" checked={joins} onChange={(e) => join(e.currentTarget.checked)} />
          <span>{w('joins')}</span>
        </label>
        <Button submit disabled={joins && !reach.trim()}>
          {w('add')}
        </Button>
      </form>
    </details>
  );
}
