import { useState } from 'preact/hooks';
import { Button, Title } from '../../../field/kit.tsx';
import { CallFailed, call, type Refusal } from '../../../field/send.ts';
import { refresh } from '../../../field/sync.ts';
import { Trouble } from './trouble.tsx';
import { w } from './words.ts';

/** The first screen of somebody on a pause: nothing comes here, and how to come back. */
export function Paused() {
  const [trouble, tell] = useState<Refusal | null>(null);
  const [busy, wait] = useState(false);
  const comeBack = async () => {
    tell(null);
    wait(true);
    try {
      await call('me/pause', { paused: false });
      await refresh();
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      tell(error.refusal);
    }
    wait(false);
  };
  return (
    <>
      <Title>{w('pausedTitle')}</Title>
      <p>{w('pauseText')}</p>
      <Trouble of={trouble} />
      <Button look="main" disabled={busy} onClick={() => void comeBack()}>
        {w('comeBack')}
      </Button>
    </>
  );
}
