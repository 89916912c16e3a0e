import { useEffect, useState } from 'preact/hooks';
import { Button, goTo } from '../../../field/kit.tsx';
import { CallFailed, call, type Refusal } from '../../../field/send.ts';
import { announce, useApp } from '../../../field/store.ts';
import { time } from '../../../field/words.ts';
import type { Escalation } from '../contract.ts';
import { w, whatWaits } from './words.ts';

/** What the member is paged for: shown above everything that is not an ask of their own. */
export function Pages() {
  const app = useApp();
  const [items, keep] = useState<Escalation[]>([]);
  const [refusal, refuse] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const look = () =>
    call<{ items: Escalation[] }>('escalations/mine').then(
      (answer) => keep(answer.items),
      () => {},
    );
  // The app looks again by itself, and whenever something of ours has changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new answer about the field is a sign
  useEffect(() => {
    void look();
  }, [app.field, app.online]);
  const act = async (id: string, verb: 'acknowledge' | 'decline', said: string) => {
    setBusy(true);
    try {
      await call(`escalations/${id}/${verb}`, {});
      refuse(null);
      announce(said);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      refuse(error.refusal);
    }
    await look();
    setBusy(false);
  };
  if (items.length === 0 && !refusal) return null;
  return (
    <section class="pages" aria-label={w('title')}>
      {items.length > 0 && <h2>{w('title')}</h2>}
      {refusal && (
        <p class="notice" role="alert">
          {refusal.status === 0 ? w('failed') : refusal.detail}
        </p>
      )}
      {items.map((item) => (
        <article class="notice" key={item.id}>
          <p>
            {item.drill && <strong>{w('drill')}: </strong>}
            {whatWaits(item)}
            <br />
            <span class="soft">{standing(item)}</span>
          </p>
          <div class="grid">
            {item.can.includes('acknowledge') && (
              <Button
                look="main"
                disabled={busy}
                onClick={() => void act(item.id, 'acknowledge', w('yours'))}
              >
                {w('have')}
              </Button>
            )}
            {(item.taker || item.own) && item.state !== 'unanswered' && (
              <Button look="main" onClick={() => goTo('shifts')}>
                {w(item.own ? 'buddy' : 'shifts')}
              </Button>
            )}
            {item.can.includes('decline') && (
              <Button disabled={busy} onClick={() => void act(item.id, 'decline', w('done'))}>
                {w('cannot')}
              </Button>
            )}
          </div>
        </article>
      ))}
    </section>
  );
}

const standing = ({ state, ackedBy, beganAt, mine }: Escalation): string => {
  if (state !== 'acknowledged') return w('since', { time: time(beganAt) });
  return mine ? `${w('yours')} ${w('desk')}` : w('taken', { name: ackedBy ?? '' });
};
