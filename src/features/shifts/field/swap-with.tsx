import { useEffect, useState } from 'preact/hooks';
import { Button, Title } from '../../../field/kit.tsx';
import { call } from '../../../field/send.ts';
import { t } from '../../../field/words.ts';
import type { OwnShift } from '../contract.ts';
import { newId } from './acts.ts';
import type { Doing } from './my-shifts.tsx';
import { span, w } from './words.ts';

interface Other {
  shiftId: string;
  callSign: string;
  startsAt: string;
  endsAt: string;
}

/** Whose shift one could have for one's own. */
export function SwapWith({ mine, doing, onClose }: { mine: OwnShift; doing: Doing; onClose: () => void }) {
  const [others, set] = useState<Other[] | null>(null);
  const [failed, fail] = useState(false);
  const path = `me/shifts/${mine.id}/swaps`;
  useEffect(() => {
    call<{ items: Other[] }>(path).then(
      ({ items }) => set(items),
      () => fail(true),
    );
  }, [path]);
  const ask = (shiftId: string) => {
    onClose();
    void doing.act(path, { id: newId(), shiftId });
  };
  return (
    <>
      <Button look="quiet" onClick={onClose}>
        {t('back')}
      </Button>
      <Title>{w('swapTitle')}</Title>
      <p>{w('swapText', { span: span(mine) })}</p>
      {failed && (
        <p class="notice" role="alert">
          {w('failed')}
        </p>
      )}
      {!others && !failed && <p class="soft">{t('loading')}</p>}
      {others?.length === 0 && <p class="soft">{w('swapNone')}</p>}
      {others?.map((other) => (
        <article class="notice" key={other.shiftId}>
          <p>{span(other)}</p>
          <Button onClick={() => ask(other.shiftId)}>{w('swapAsk', { name: other.callSign })}</Button>
        </article>
      ))}
    </>
  );
}
