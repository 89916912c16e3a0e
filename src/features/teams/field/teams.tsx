import { useEffect, useState } from 'preact/hooks';
import { Back, Button, Title } from '../../../field/kit.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import { t } from '../../../field/words.ts';
import type { MyTeams as Data } from '../contract.ts';
import { Asks } from './asks.tsx';
import { Findable } from './findable.tsx';
import { OneTeam } from './one-team.tsx';
import { Thanks } from './thanks.tsx';
import { loadWords, type Say } from './words.ts';

export interface Doing {
  say: Say;
  busy: boolean;
  /** Sends, says so where told, then looks again; true when it was taken. */
  act: (path: string, body: object, done?: string | ((answer: never) => string)) => Promise<boolean>;
}

const read = async () => {
  const [data, say] = await Promise.all([call<Data>('me/teams'), loadWords()]);
  return { data, say };
};

/** Teams of my chapter, what I am asked, whether I may be found, my hours and thanks. */
export function MyTeams() {
  const [shown, set] = useState<{ data: Data; say: Say } | null>(null);
  const [failure, fail] = useState<string | null>(null);
  const [said, tell] = useState('');
  const [busy, setBusy] = useState(false);
  const look = () => read().then(set, () => fail(t('failedNext')));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen comes
  useEffect(() => {
    void look();
  }, []);
  const act: Doing['act'] = async (path, body, done = '') => {
    setBusy(true);
    fail(null);
    tell('');
    const answer = await call<never>(path, body).catch((error) => {
      // What the server refuses is said in its own words.
      fail(
        (error instanceof CallFailed && error.refusal.status ? error.refusal.detail : null) ??
          t('failedNext'),
      );
      return null;
    });
    if (answer) {
      tell(typeof done === 'string' ? done : done(answer));
      await look();
    }
    setBusy(false);
    return answer !== null;
  };
  return (
    <>
      <Back />
      {shown ? <Title>{shown.say('title')}</Title> : <p class="soft">{failure ? '' : t('loading')}</p>}
      {failure && (
        <div class="notice" role="alert">
          <p>{failure}</p>
          <Button
            onClick={() => {
              fail(null);
              void look();
            }}
          >
            {t('you.again')}
          </Button>
        </div>
      )}
      <p role="status" class={said ? undefined : 'sr'}>
        {said}
      </p>
      {shown && <Shown data={shown.data} doing={{ say: shown.say, busy, act }} />}
    </>
  );
}

function Shown({ data, doing }: { data: Data; doing: Doing }) {
  const { say } = doing;
  const inside = data.items.filter((team) => team.part !== null);
  const outside = data.items.filter((team) => team.part === null);
  return (
    <>
      <Asks asks={data.asks} doing={doing} />
      <h2>{say('mine')}</h2>
      {inside.length === 0 && <p class="soft">{say('none')}</p>}
      {inside.map((team) => (
        <OneTeam key={team.id} team={team} doing={doing} />
      ))}
      <h2>{say('others')}</h2>
      {outside.length === 0 && <p class="soft">{say('noOthers')}</p>}
      {outside.map((team) => (
        <OneTeam key={team.id} team={team} doing={doing} />
      ))}
      <Findable skills={data.findable} doing={doing} />
      <h2>{say('hours')}</h2>
      <p>{say('hoursText', { hours: Math.round(data.minutes / 60) })}</p>
      <Thanks thanks={data.thanks} say={say} />
    </>
  );
}
