import { useEffect, useState } from 'preact/hooks';
import { Back, Button, Title } from '../../../field/kit.tsx';
import type { Refusal } from '../../../field/send.ts';
import { useApp } from '../../../field/store.ts';
import { time } from '../../../field/words.ts';
import type { MyShifts as Data, OwnShift } from '../contract.ts';
import { ask, type Kept, remembered, send } from './acts.ts';
import { Asked, Buddying, Questions } from './asked.tsx';
import { BuddyWith } from './buddy-with.tsx';
import { Calendar } from './calendar.tsx';
import { Hours } from './hours.tsx';
import { Mine } from './mine.tsx';
import { OnDuty } from './on-duty.tsx';
import { Open } from './open.tsx';
import { Reminders } from './reminders.tsx';
import { SwapWith } from './swap-with.tsx';
import { w } from './words.ts';

export interface Doing {
  data: Data;
  /** False without a connection: nothing can be changed. */
  can: boolean;
  /** Sends, then looks again. */
  act: (path: string, body: object) => Promise<void>;
}

/** My shifts: what I have, what I could take, what waits for an answer. */
export function MyShifts() {
  const app = useApp();
  const [kept, keep] = useState<Kept | null>(null);
  const [isFresh, setFresh] = useState(false);
  const [refusal, refuse] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const [swapping, swap] = useState<OwnShift | null>(null);
  const [alone, name] = useState<OwnShift | null>(null);
  const look = () =>
    ask().then(
      (answer) => {
        keep(answer);
        setFresh(true);
      },
      () => setFresh(false),
    );
  useEffect(() => {
    void remembered().then((known) => known && keep((now) => now ?? known));
  }, []);
  // The app looks again by itself, and whenever something of ours has changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer about the field is a sign
  useEffect(() => {
    void look();
  }, [app.field, app.online]);
  const act: Doing['act'] = async (path, body) => {
    setBusy(true);
    const failed = await send(path, body);
    refuse(failed);
    await look();
    setBusy(false);
  };
  if (!kept)
    return (
      <>
        <Back />
        <Title>{w('title')}</Title>
        {!app.online && (
          <div class="notice" role="alert">
            <p>{w('failed')}</p>
            <Button onClick={() => void look()}>{w('again')}</Button>
          </div>
        )}
      </>
    );
  const doing: Doing = { data: kept.data, can: isFresh && !busy, act };
  if (swapping) return <SwapWith mine={swapping} doing={doing} onClose={() => swap(null)} />;
  if (alone) return <BuddyWith mine={alone} doing={doing} onClose={() => name(null)} />;
  return (
    <>
      <Back />
      <Title>{w('title')}</Title>
      {!isFresh && <p class="notice">{w('asOf', { time: time(kept.at) })}</p>}
      {refusal && <Refused refusal={refusal} />}
      <OnDuty duties={kept.data.duties} />
      <Questions {...doing} />
      <Buddying {...doing} />
      <Mine {...doing} onSwap={swap} onBuddy={name} />
      <Open {...doing} />
      <Asked {...doing} />
      <Reminders can={doing.can} />
      <Hours />
      <Calendar can={doing.can} />
    </>
  );
}

const Refused = ({ refusal }: { refusal: Refusal }) => (
  <div class="notice" role="alert">
    <p>{refusal.status === 0 ? w('failed') : refusal.detail}</p>
  </div>
);
