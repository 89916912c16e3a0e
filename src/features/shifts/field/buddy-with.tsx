import { useEffect, useState } from 'preact/hooks';
import { Button, Title } from '../../../field/kit.tsx';
import { call } from '../../../field/send.ts';
import { t } from '../../../field/words.ts';
import type { OwnShift } from '../contract.ts';
import { newId } from './acts.ts';
import type { Doing } from './my-shifts.tsx';
import { span, w } from './words.ts';

interface Other {
  personId: string;
  callSign: string;
}

/** Whom one asks to stand by in a night that one sits through alone. */
export function BuddyWith({ mine, doing, onClose }: { mine: OwnShift; doing: Doing; onClose: () => void }) {
  const [others, set] = useState<Other[] | null>(null);
  const [failed, fail] = useState(false);
  const path = `me/shifts/${mine.id}/buddies`;
  useEffect(() => {
    call<{ items: Other[] }>(path).then(
      ({ items }) => set(items),
      () => fail(true),
    );
  }, [path]);
  const ask = (personId: string) => {
    onClose();
    void doing.act(path, { id: newId(), personId });
  };
  return (
    <>
      <Button look="quiet" onClick={onClose}>
        {t('back')}
      </Button>
      <Title>{w('buddyTitle')}</Title>
      <p>{w('buddyText', { span: span(mine) })}</p>
      {failed && (
        <p class="notice" role="alert">
          {w('failed')}
        </p>
      )}
      {!others && !failed && <p class="soft">{t('loading')}</p>}
      {others?.length === 0 && <p class="soft">{w('buddyNone')}</p>}
      {others?.map(({ personId, callSign }) => (
        <Button key={personId} onClick={() => ask(personId)}>
          {w('swapAsk', { name: callSign })}
        </Button>
      ))}
    </>
  );
}
