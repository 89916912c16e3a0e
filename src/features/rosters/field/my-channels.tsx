import { useEffect, useState } from 'preact/hooks';
import { Back, Button, Title } from '../../../field/kit.tsx';
import { call } from '../../../field/send.ts';
import { day, t, time } from '../../../field/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import type { listMyChannels, MyChannel } from '../contract.ts';
import { loadWords, type Word } from './words.ts';

type Mine = Answer<typeof listMyChannels>;
type Say = Awaited<ReturnType<typeof loadWords>>;

const read = async () => {
  const [mine, say] = await Promise.all([call<Mine>('me/channels'), loadWords()]);
  return { mine, say };
};

/** Which channels one is in and why, which one could be in and what is missing, and whether a safety number is one's own. */
export function MyChannels() {
  const [shown, set] = useState<{ mine: Mine; say: Say } | null>(null);
  const [failed, fail] = useState(false);
  useEffect(() => {
    read().then(set, () => fail(true));
  }, []);
  const look = (work: Promise<unknown> = Promise.resolve()) => {
    fail(false);
    work.then(read).then(set, () => fail(true));
  };
  const act = (path: string, body: object) => look(call(path, body));
  return (
    <>
      <Back />
      <Title>{t('channels')}</Title>
      {failed && (
        <div class="notice" role="alert">
          <p>{t('failedNext')}</p>
          <Button onClick={() => look()}>{t('you.again')}</Button>
        </div>
      )}
      {!failed && !shown && <p class="soft">{t('loading')}</p>}
      {shown && <Shown {...shown} act={act} />}
    </>
  );
}

function Shown({ mine, say, act }: { mine: Mine; say: Say; act: (path: string, body: object) => void }) {
  const { items, reachable, number, safety } = mine;
  const inside = items.filter((c) => c.standing === 'in' || c.standing === 'invited');
  const outside = items.filter((c) => !inside.includes(c));
  return (
    <>
      {safety && (
        <section class="notice" role="alert">
          <p>
            <strong>{say('safety')}</strong>
          </p>
          <p>{say('safetyText', { until: `${day(safety.endsAt)} ${time(safety.endsAt)}` })}</p>
          <Button look="main" onClick={() => act(`me/safety-changes/${safety.id}/answer`, { mine: true })}>
            {say('safetyMine')}
          </Button>
          <Button onClick={() => act(`me/safety-changes/${safety.id}/answer`, { mine: false })}>
            {say('safetyNot')}
          </Button>
        </section>
      )}
      {!reachable && number && <p class="notice">{say('unreachable', { number })}</p>}
      <h2>{say('in')}</h2>
      {inside.length === 0 && <p class="soft">{say('inNone')}</p>}
      {inside.map((channel) => (
        <section class="notice" key={channel.id}>
          <p>
            <strong>{channel.name}</strong>
            {channel.standing === 'invited' && ` · ${say('invited')}`}
          </p>
          {channel.missing.length === 0 ? (
            <p class="soft">{why(channel, say)}</p>
          ) : (
            <Missing channel={channel} say={say} title="noLonger" />
          )}
        </section>
      ))}
      {outside.length > 0 && <h2>{say('out')}</h2>}
      {outside.map((channel) => (
        <section class="notice" key={channel.id}>
          <p>
            <strong>{channel.name}</strong>
          </p>
          {channel.standing === 'left' && <p>{say('left')}</p>}
          {channel.missing.length > 0 ? (
            <Missing channel={channel} say={say} title="missing" />
          ) : (
            channel.standing === 'out' && <p class="soft">{say('soon')}</p>
          )}
          {channel.standing === 'left' && (
            <Button onClick={() => act(`me/channels/${channel.id}/return`, {})}>{say('return')}</Button>
          )}
        </section>
      ))}
    </>
  );
}

/** Why one is in it: what its rule asks for, which is so. */
function why({ rule, chapters }: MyChannel, say: Say): string {
  const parts = [
    say('why.active'),
    ...(rule.roles.length > 0 ? [say('why.role')] : []),
    ...(rule.courses.length > 0 ? [say('why.course')] : []),
    ...(chapters.length > 0 ? [chapters.join(', ')] : []),
    ...(rule.agreement ? [say('why.agreement')] : []),
    ...(rule.closed ? [say('why.closed')] : []),
    ...(rule.activeDays > 0 ? [say('why.days', { n: rule.activeDays })] : []),
  ];
  return say('because', { parts: parts.join(' · ') });
}

const Missing = ({ channel, say, title }: { channel: MyChannel; say: Say; title: Word }) => (
  <>
    <p>{say(title)}</p>
    <ul>
      {channel.missing.map((code) => (
        <li key={code}>
          {say(`missing.${code}`, {
            n: channel.daysLeft,
            roles: channel.rule.roles.map((role) => say(`part.${role}`)).join(', '),
            courses: channel.rule.courses.map((course) => say(`part.${course}`)).join(', '),
            chapters: channel.chapters.join(', '),
          })}
        </li>
      ))}
    </ul>
  </>
);
