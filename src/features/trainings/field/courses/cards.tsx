import { Back, Fact, Facts, Title } from '../../../../field/kit.tsx';
import { Squares } from '../../../../field/squares.tsx';
import { useApp } from '../../../../field/store.ts';
import { t, time } from '../../../../field/words.ts';
import { qrCode } from '../../../../platform/qr.ts';
import type { Card, OwnCourse } from '../../contract.ts';
import { useCards } from './acts.ts';
import { date, w } from './words.ts';

/** My certificates, each as a code that others of the network check. */
export function Cards({ courses }: { courses: OwnCourse[] }) {
  const { kept, fresh } = useCards();
  const { online } = useApp();
  const titleOf = (card: Card) => courses.find((c) => c.id === card.course)?.title ?? card.course;
  return (
    <>
      <Back />
      <Title>{w('cards')}</Title>
      {!kept && <p class="soft">{online ? t('loading') : w('failed')}</p>}
      {kept && !fresh && !online && <p class="notice">{w('asOf', { time: time(kept.at) })}</p>}
      {kept?.data.items.length === 0 && <p>{w('cardsNone')}</p>}
      {kept && kept.data.items.length > 0 && <p class="soft">{w('cardText')}</p>}
      {kept?.data.items.map((card) => (
        <article class="notice" key={card.id} aria-label={titleOf(card)}>
          <h2>{titleOf(card)}</h2>
          <Code text={card.token} name={w('cardCode', { title: titleOf(card) })} />
          <Facts>
            <Fact name={w('callSign')}>{card.callSign}</Fact>
            <Fact name={titleOf(card)}>{w('until', { day: date(card.expiresAt) })}</Fact>
          </Facts>
          <details>
            <summary>{w('asText')}</summary>
            <p style={{ overflowWrap: 'anywhere' }}>{card.token}</p>
          </details>
        </article>
      ))}
    </>
  );
}

const Code = ({ text, name }: { text: string; name: string }) => (
  <Squares of={qrCode(text)} label={name} size={260} />
);
