import { Actions, Button } from '../../../field/kit.tsx';
import { day, time } from '../../../field/words.ts';
import type { MyAsk } from '../contract.ts';
import type { Doing } from './teams.tsx';

/** What waits for a yes or a no. */
export function Asks({ asks, doing: { say, busy, act } }: { asks: MyAsk[]; doing: Doing }) {
  if (asks.length === 0) return null;
  const answer = (id: string, says: 'yes' | 'no') =>
    void act(`me/needs/${id}/answer`, { says }, ({ open }: { open: boolean }) =>
      say(open ? 'said' : 'saidLate'),
    );
  return (
    <>
      <h2>{say('asks')}</h2>
      {asks.map(({ id, team, words, place, at }) => {
        const details = [...(place ? [place] : []), ...(at ? [`${day(at)} ${time(at)}`] : [])].join(' · ');
        return (
          <section class="notice" key={id}>
            <p>{say('asker', { who: team ?? say('desk') })}</p>
            <p>
              <strong>{words}</strong>
            </p>
            {details && <p>{details}</p>}
            <p class="soft">{say('notCallout')}</p>
            <Actions>
              <Button look="main" disabled={busy} onClick={() => answer(id, 'yes')}>
                {say('yes')}
              </Button>
              <Button disabled={busy} onClick={() => answer(id, 'no')}>
                {say('no')}
              </Button>
            </Actions>
          </section>
        );
      })}
    </>
  );
}
