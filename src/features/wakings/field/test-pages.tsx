import { useEffect, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Actions, Button } from '../../../field/kit.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import { day, fill, inWords, language, t } from '../../../field/words.ts';
import { languageTag } from '../../../platform/i18n/lang.ts';
import type { OwnWaking } from '../contract.ts';
import words from './waking.json' with { type: 'json' };

interface Mine {
  onDuty: boolean;
  wanted: boolean;
  last: OwnWaking | null;
}

/** "9 sec", "4 min". */
function span(seconds: number): string {
  const unit = seconds < 120 ? 'second' : 'minute';
  const count = unit === 'second' ? seconds : Math.round(seconds / 60);
  return new Intl.NumberFormat(languageTag(language()), { style: 'unit', unit, unitDisplay: 'long' }).format(
    count,
  );
}

function toldOf({ sentAt, seconds, way, open }: OwnWaking): string {
  if (open) return inWords(words.out);
  const said = { day: day(sentAt) };
  if (seconds === null) return fill(inWords(words.missed), said);
  return fill(inWords(words.last), {
    ...said,
    time: span(seconds),
    way: inWords(words[`way.${way ?? 'push'}`]),
  });
}

/** How the last test page went, one to send oneself, and how to let the network ring through silent mode. */
export function TestPages() {
  const [mine, set] = useState<Mine | null>(null);
  const [trouble, tell] = useState('');
  const doing = (work: () => Promise<unknown>) => () => {
    tell('');
    work()
      .then(() => call<Mine>('me/waking'))
      .then(set)
      .catch((error) => tell((error instanceof CallFailed && error.message) || inWords(words.failed)));
  };
  useEffect(
    doing(async () => {}),
    [],
  );
  if (!mine) return <p role="status">{trouble || t('loading')}</p>;
  const { onDuty, wanted, last } = mine;
  return (
    <section aria-labelledby="tests">
      <h2 id="tests">{inWords(words.testTitle)}</h2>
      <p role="status">{trouble || (last ? toldOf(last) : inWords(words.none))}</p>
      <p class="soft">{inWords(onDuty ? words.onDuty : wanted ? words.wanted : words.unwanted)}</p>
      <Actions>
        {last?.open && (
          <Button look="main" onClick={doing(() => call(`me/wakings/${last.id}/heard`, {}))}>
            {inWords(words.rang)}
          </Button>
        )}
        {!last?.open && (
          <Button onClick={doing(() => call('me/wakings', { id: v7() }))}>{inWords(words.now)}</Button>
        )}
        {!onDuty && (
          <Button look="quiet" onClick={doing(() => call('me/waking', { wanted: !wanted }))}>
            {inWords(wanted ? words.unwant : words.want)}
          </Button>
        )}
        <a class="button plain" href={`/${language()}/contact`} target="_blank" rel="noreferrer">
          {inWords(words.through)}
        </a>
      </Actions>
    </section>
  );
}
