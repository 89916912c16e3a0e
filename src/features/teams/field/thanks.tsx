import { day } from '../../../field/words.ts';
import type { MyTeams } from '../contract.ts';
import type { Say } from './words.ts';

export const Thanks = ({ thanks, say }: { thanks: MyTeams['thanks']; say: Say }) => (
  <>
    <h2>{say('thanks')}</h2>
    {thanks.length === 0 && <p class="soft">{say('noThanks')}</p>}
    {thanks.map(({ id, words, by, team, at }) => (
      <section class="notice" key={id}>
        <p>“{words}”</p>
        <p class="soft">{say('thanksFrom', { by, team, day: day(at) })}</p>
      </section>
    ))}
  </>
);
