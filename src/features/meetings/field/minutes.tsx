import { useEffect, useState } from 'preact/hooks';
import { Back, Title } from '../../../field/kit.tsx';
import { call } from '../../../field/send.ts';
import { t } from '../../../field/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import type { readMinutes } from '../contract.ts';
import { dayOf, startOf, w } from './words.ts';

type Data = Answer<typeof readMinutes>;

/** Approved minutes of a meeting. */
export function MeetingMinutes({ id }: { id: string }) {
  const [data, set] = useState<Data | null>(null);
  const [failed, fail] = useState(false);
  useEffect(() => {
    call<Data>(`me/meetings/${id}/minutes`).then(set, () => fail(true));
  }, [id]);
  if (!data)
    return (
      <>
        <Back />
        <Title>{w('minutesTitle')}</Title>
        <p role="status">{failed ? w('failed') : t('loading')}</p>
      </>
    );
  const decided = (itemId: string | null) =>
    data.decisions
      .filter((d) => d.itemId === itemId)
      .map((d) => <p key={d.id}>{w(d.carried ? 'decided' : 'notCarried', { words: d.words })}</p>);
  return (
    <>
      <Back />
      <Title>{data.title}</Title>
      <p>
        {startOf(data)}. {w('came', { n: data.came })}
      </p>
      {data.items.map((item) => (
        <section class="one" key={item.id} aria-labelledby={`i-${item.id}`}>
          <h2 id={`i-${item.id}`}>{item.title}</h2>
          {item.notes && <p>{item.notes}</p>}
          {decided(item.id)}
        </section>
      ))}
      {decided(null)}
      {data.actions.length > 0 && (
        <section class="one" aria-labelledby="who">
          <h2 id="who">{w('who')}</h2>
          <ul>
            {data.actions.map((a) => (
              <li key={a.id}>
                {a.words} <strong>{a.owner}</strong> {a.dueOn && w('until', { day: dayOf(a.dueOn) })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
