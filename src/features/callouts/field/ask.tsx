import { useState } from 'preact/hooks';
import { Actions, Button, Choice, Fact, Facts, Text, Title } from '../../../field/kit.tsx';
import { useApp, useNow } from '../../../field/store.ts';
import { distance, inWords, minutes, since, t, time } from '../../../field/words.ts';
import type { FieldAssignment } from '../contract.ts';
import { type CardProps, perform } from './perform.ts';

const choices = [10, 20, 30, 45];

/** Would you go? What, where, when, with whom, and that nobody is obliged. */
export function Ask({ assignment: a }: CardProps) {
  const [etaMinutes, setEta] = useState(() => likelyEta(a.distanceM));
  const [words, setWords] = useState<string | null>(null);
  const { misfit } = useApp();
  const said = !misfit && words?.trim() ? { words: words.trim() } : {};
  const answer = (says: 'yes' | 'no') =>
    perform(a, { kind: 'answer', says, ...(says === 'yes' && { etaMinutes }), ...said });
  return (
    <>
      <Title>{question(a)}</Title>
      <Particulars of={a} />
      <Choice
        row
        name="eta"
        legend={t('inMinutes')}
        options={choices.map((value) => ({ value, label: String(value) }))}
        value={etaMinutes}
        onChoose={setEta}
      />
      {misfit ? (
        <p class="soft">{t('keysNoWords')}</p>
      ) : words === null ? (
        <Button look="quiet" onClick={() => setWords('')}>
          {t('ownWords')}
        </Button>
      ) : (
        <Text label={t('ownWords')} hint={t('ownWordsHint')} value={words} onInput={setWords} rows={2} />
      )}
      <Actions>
        <p class="obliged">{t('obliged')}</p>
        <Button look="main" settle onClick={() => answer('yes')}>
          {t('canGo')}
        </Button>
        <Button settle onClick={() => answer('no')}>
          {t('notNow')}
        </Button>
      </Actions>
    </>
  );
}

function question({ purpose, manner }: FieldAssignment): string {
  if (purpose === 'relief') return t('askRelief');
  if (purpose === 'observe') return t('askObserve');
  return t(manner === 'vantage' ? 'askVantage' : 'askVerify');
}

function Particulars({ of: a }: { of: FieldAssignment }) {
  const now = useNow();
  const by = new Date(Date.parse(a.askedAt) + a.minutes * 60_000);
  const zone = a.zone ?? t('elsewhere');
  return (
    <>
      <p class="soft">
        {t('askedAgo', { time: since(a.askedAt, now) })} · {a.code}
      </p>
      <Facts>
        <Fact name={t('where')}>
          {a.distanceM === null ? zone : t('far', { zone, distance: distance(a.distanceM) })}
        </Fact>
        <Fact name={t('when')}>{t('within', { time: time(by), minutes: minutes(a.minutes) })}</Fact>
        <Fact name={t('who')}>
          {a.manner === 'vantage' ? t('partnersVantage') : t('team', { wanted: a.wanted, filled: a.filled })}
        </Fact>
        <Fact name={t('youWould')}>{inWords(a.roleName)}</Fact>
      </Facts>
      <p class="soft">{t('meetLater')}</p>
    </>
  );
}

/** At 2.3 m/s including the time to leave (Jonsson 2020, median), up to the next choice. */
function likelyEta(metres: number | null): number {
  const likely = metres === null ? 20 : metres / 2.3 / 60;
  return choices.find((choice) => choice >= likely) ?? 45;
}
