import { Button } from '../../../field/kit.tsx';
import type { OpenShift } from '../contract.ts';
import { newId } from './acts.ts';
import type { Doing } from './my-shifts.tsx';
import { span, w } from './words.ts';

/** So many are open; the rest is folded away. */
const shownFirst = 5;

/** Free and offered places: those that one may take, and the others with their reasons, folded away. */
export function Open({ data, can, act }: Doing) {
  const fits = data.open.filter(({ why }) => why.length === 0);
  // What is needed or offered first; within these by time, as the server says them.
  const urgency = ({ isNeeded, offered }: OpenShift) => (isNeeded ? 0 : offered ? 1 : 2);
  const mine = fits.toSorted((a, b) => urgency(a) - urgency(b));
  const blocked = data.open.filter(({ why }) => why.length > 0);
  const take = ({ slotId, offered }: OpenShift) =>
    act('me/shifts', { id: newId(), slotId, ...(offered && { shiftId: offered.shiftId }) });
  const offer = (one: OpenShift) => (
    <article class="notice" key={one.slotId}>
      <What one={one} />
      <Button disabled={!can} onClick={() => void take(one)}>
        {w(data.approval === 'rule' ? 'take' : 'takeAsk')}
      </Button>
    </article>
  );
  return (
    <section class="shifts">
      <h2>{w('open')}</h2>
      {mine.length === 0 && <p class="soft">{w('openNone')}</p>}
      {mine.slice(0, shownFirst).map(offer)}
      {mine.length > shownFirst && (
        <details>
          <summary>{w('more', { n: mine.length - shownFirst })}</summary>
          {mine.slice(shownFirst).map(offer)}
        </details>
      )}
      {blocked.length > 0 && (
        <details>
          <summary>{w('blocked', { n: blocked.length })}</summary>
          {blocked.map((one) => (
            <article class="notice" key={one.slotId}>
              <What one={one} />
              {one.why.map(({ text }) => (
                <p class="soft" key={text}>
                  {text}
                </p>
              ))}
            </article>
          ))}
        </details>
      )}
    </section>
  );
}

const What = ({ one }: { one: OpenShift }) => (
  <p>
    <strong>
      {w(one.role)}
      {one.chapter && ` · ${one.chapter}`}
    </strong>
    <br />
    {span(one)}
    <br />
    <span class="soft">
      {one.offered ? w('offers', { name: one.offered.callSign }) : w('free', { n: one.free })}
      {one.isNeeded && ` · ▲ ${w('needed')}`}
    </span>
  </p>
);
