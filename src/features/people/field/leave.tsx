import { Actions, Back, Button, Title } from '../../../field/kit.tsx';
import { call } from '../../../field/send.ts';
import { change, useApp } from '../../../field/store.ts';
import { leave } from '../../../field/sync.ts';
import { Trouble } from './trouble.tsx';
import { useOwn } from './use-own.ts';
import { w } from './words.ts';

const ends = ['leave.session', 'leave.shifts', 'leave.channels'] as const;
const goes = ['leave.name', 'leave.words'] as const;
const stays = ['leave.sign', 'leave.hold'] as const;

/** Says what ends, what is deleted and what stays and why; then one tap ends it. */
export function Leave() {
  const { trouble, busy, run } = useOwn('me');
  if (useApp().left)
    return (
      <>
        <Title>{w('thanks')}</Title>
        <p>{w('thanksText')}</p>
        <Actions>
          <Button look="main" onClick={() => void leave()}>
            {w('close')}
          </Button>
        </Actions>
      </>
    );
  return (
    <>
      <Back />
      <Title>{w('leave')}</Title>
      <p>{w('leave.text')}</p>
      <Part title={w('leave.ends')} points={ends.map((key) => w(key))} />
      <Part title={w('leave.goes')} points={goes.map((key) => w(key))} />
      <Part title={w('leave.stays')} points={stays.map((key) => w(key))} />
      <Trouble of={trouble} />
      <Actions>
        <Button
          look="danger"
          settle
          disabled={busy}
          onClick={() => void run(() => call('me/leaving', {})).then((left) => change({ left }))}
        >
          {w('leave.sure')}
        </Button>
      </Actions>
    </>
  );
}

const Part = ({ title, points }: { title: string; points: string[] }) => (
  <>
    <h2>{title}</h2>
    <ul>
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  </>
);
