import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../field/kit.tsx';
import { call } from '../../../field/send.ts';
import { announce } from '../../../field/store.ts';
import type { ShiftNotices } from '../contract.ts';
import { w } from './words.ts';

// Not from the contract: its schemas would come with it.
const choices: ShiftNotices['reminders'] = [2880, 1440, 720, 240, 120, 60, 30];
const most = 4;

const before = (minutes: number): string =>
  minutes < 60 ? w('minutes', { n: minutes }) : minutes === 60 ? w('hour') : w('hours', { n: minutes / 60 });

/** How one hears of one's shifts: how long before, by which way; and the digest, for who plans or sits at the desk. */
export function Reminders({ can }: { can: boolean }) {
  const [mine, set] = useState<ShiftNotices | null>(null);
  const [failed, fail] = useState(false);
  const [busy, setBusy] = useState(false);
  const take = (answer: ShiftNotices) => {
    set(answer);
    fail(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is shown
  useEffect(() => {
    call<ShiftNotices>('me/shift-notices').then(take, () => fail(true));
  }, []);
  const save = (change: Partial<ShiftNotices>) => {
    if (!mine) return;
    const { reminders, digest, way } = { ...mine, ...change };
    setBusy(true);
    void call<ShiftNotices>('me/shift-notices', { reminders, digest, way })
      .then(
        (answer) => {
          take(answer);
          announce(w('kept'));
        },
        () => fail(true),
      )
      .finally(() => setBusy(false));
  };
  const off = !can || busy;
  return (
    <section class="shifts">
      <h2>{w('reminders')}</h2>
      {failed && <p role="alert">{w('failed')}</p>}
      {mine && (
        <>
          <p class="soft">{w(mine.reminders.length > 0 ? 'remindersText' : 'remindersNone')}</p>
          <div class="grid">
            {choices.map((minutes) => {
              const on = mine.reminders.includes(minutes);
              const next = on ? mine.reminders.filter((m) => m !== minutes) : [...mine.reminders, minutes];
              return (
                <Button
                  key={minutes}
                  pressed={on}
                  disabled={off || next.length > most}
                  onClick={() => save({ reminders: next })}
                >
                  {before(minutes)}
                </Button>
              );
            })}
          </div>
          {mine.ways.length > 1 && (
            <>
              <p class="soft">{w('by')}</p>
              <div class="grid">
                {([null, ...mine.ways] as const).map((way) => (
                  <Button key={way} pressed={mine.way === way} disabled={off} onClick={() => save({ way })}>
                    {w(`way.${way ?? 'usual'}`)}
                  </Button>
                ))}
              </div>
            </>
          )}
          {mine.hasDigest && (
            <Button pressed={mine.digest} disabled={off} onClick={() => save({ digest: !mine.digest })}>
              {w('digest')}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
