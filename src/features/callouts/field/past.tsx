import { Back, Button, goTo, Title } from '../../../field/kit.tsx';
import { day, t, time } from '../../../field/words.ts';
import type { Field, FieldAssignment } from '../contract.ts';
import { perform } from './perform.ts';

/** A late yes is still welcome while people are wanted. */
async function changeMind(a: FieldAssignment): Promise<void> {
  await perform(a, { kind: 'answer', says: 'yes' });
  goTo('');
}

/** Asks and assignments of the last seven days. */
export function Past({ field }: { field: Field }) {
  const all = [...field.assignments, ...field.history].sort((a, b) => b.askedAt.localeCompare(a.askedAt));
  return (
    <>
      <Back />
      <Title>{t('past')}</Title>
      {all.length === 0 && <p class="soft">{t('pastNone')}</p>}
      <ul class="list">
        {all.map((a) => (
          <li key={a.id}>
            <span>
              {a.zone ?? a.code}: {t(a.state)}
              {a.finding && `, ${t(a.finding)}`} {a.drill && <b class="drill">{t('drill')}</b>}
            </span>
            <time dateTime={a.askedAt}>
              {day(a.askedAt)}, {time(a.askedAt)} · {a.code}
            </time>
            {a.state === 'declined' && a.can.includes('answer') && (
              <Button onClick={() => changeMind(a)}>{t('canAfterAll')}</Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
