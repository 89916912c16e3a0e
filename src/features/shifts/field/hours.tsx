import { useState } from 'preact/hooks';
import { CallFailed, call } from '../../../field/send.ts';
import { language } from '../../../field/words.ts';
import { languageTag } from '../../../platform/i18n/lang.ts';
import type { MyHours } from '../contract.ts';
import { w } from './words.ts';

/** "8 h 15 min" by the language. */
const span = (minutes: number) => w('hoursOf', { h: Math.floor(minutes / 60), m: minutes % 60 });
const monthName = (month: string) =>
  new Intl.DateTimeFormat(languageTag(language()), {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-15`));

/** My hours: when I was there, not what was planned. Asked for when it is opened. */
export function Hours() {
  const [said, say] = useState<MyHours | 'failed' | null>(null);
  const look = () =>
    call<MyHours>(`me/hours?lang=${language()}`).then(say, (error) => {
      if (!(error instanceof CallFailed)) throw error;
      say('failed');
    });
  return (
    <section class="shifts">
      <details onToggle={(event) => event.currentTarget.open && void look()}>
        <summary>{w('myHours')}</summary>
        {said === 'failed' && <p role="alert">{w('failed')}</p>}
        {said !== null && said !== 'failed' && (
          <>
            {said.rest.map((text) => (
              <p class="notice" key={text}>
                {text}
              </p>
            ))}
            <ul class="list">
              {said.months.map((m) => (
                <li key={m.month}>
                  <span>{monthName(m.month)}</span>
                  <strong>{span(m.minutes)}</strong>
                  <small>
                    {m.byRole.map((r) => `${w(r.role)} ${span(r.minutes)}`).join(' · ')}
                    {m.nights > 0 && ` · ${w('nights', { n: m.nights })}`}
                    {m.breakMinutes > 0 && ` · ${w('breaks', { time: span(m.breakMinutes) })}`}
                  </small>
                </li>
              ))}
            </ul>
            <p class="soft">{w('hoursText')}</p>
          </>
        )}
      </details>
    </section>
  );
}
