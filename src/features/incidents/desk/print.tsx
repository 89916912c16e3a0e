import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { zone } from '../../../desk/kit/now.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { useStore } from '../../../desk/kit/store.ts';
import { unopenedWords } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { dayAndTime, LANGS, type Lang, languageTag, OWN_NAMES } from '../../../platform/i18n/index.ts';
import { readCurrentPlaybook } from '../../playbooks/contract.ts';
import { type Entry, exportIncident, type OpenedExport, type Source } from '../contract.ts';
import { entryWords, say, wordOf } from '../messages.ts';

/** The whole record of an incident, for the printer, in a language of choice; opened in this browser. */
export function IncidentPrint() {
  const { id } = useParams({ strict: false });
  const query = useCall(exportIncident, { params: { id: id ?? '' } });
  const [lang, setLang] = useState<Lang>('en');
  return (
    <main className="screen page paper">
      <div className="verbs no-print">
        <VerbButton tone="main" onClick={() => window.print()}>
          Print
        </VerbButton>
        {LANGS.map((one) => (
          <VerbButton key={one} pressed={one === lang} onClick={() => setLang(one)}>
            {OWN_NAMES[one]}
          </VerbButton>
        ))}
      </div>
      <Loaded query={query} lines={8}>
        {(record) => <Paper record={record} lang={lang} />}
      </Loaded>
    </main>
  );
}

function Paper({ record, lang }: { record: OpenedExport; lang: Lang }) {
  const { incident, sources, verifications, timeline } = record;
  const timeZone = useStore(zone);
  const at = (when: string) => dayAndTime(lang, new Date(when), timeZone);
  const { data } = useCall(readCurrentPlaybook, {});
  const outcome = data?.playbook.outcomes.find((one) => one.id === incident.outcome)?.label[lang];
  const facts = [
    ['place', incident.label],
    ['zone', incident.zone?.name],
    ['seen', at(incident.seenAt)],
    ['opened', at(incident.openedAt)],
    ['verification', wordOf(lang, 'v', incident.verification)],
    ['response', wordOf(lang, 'r', incident.response)],
    ['outcome', outcome ?? incident.outcome],
  ] as const;
  return (
    <article lang={languageTag(lang)}>
      <h1>{say(lang, 'title', { number: incident.number })}</h1>
      {incident.drill && (
        <p>
          <strong>{say(lang, 'drill')}</strong>
        </p>
      )}
      <dl className="facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{say(lang, term)}</dt>
            <dd>{value ?? say(lang, 'none')}</dd>
          </div>
        ))}
      </dl>
      <h2>{say(lang, 'sources')}</h2>
      <ul>
        {sources.map((source) => (
          <li key={source.id}>
            {at(source.at)} · {sourceLine(lang, source)}
          </li>
        ))}
      </ul>
      <h2>{say(lang, 'decisions')}</h2>
      <ul>
        {verifications.map((v) => (
          <li key={v.id}>
            {at(v.at)} · {v.by.callSign} · {wordOf(lang, 'v', v.state)}
            {v.rule && ` (${wordOf(lang, 'v', v.rule)})`}
          </li>
        ))}
      </ul>
      <h2>{say(lang, 'timeline')}</h2>
      <table className="record">
        <thead>
          <tr>
            <th scope="col">{say(lang, 'when')}</th>
            <th scope="col">{say(lang, 'who')}</th>
            <th scope="col">{say(lang, 'what')}</th>
          </tr>
        </thead>
        <tbody>
          {timeline.map((entry) => (
            <Line key={entry.id} entry={entry} lang={lang} at={at(entry.at)} />
          ))}
        </tbody>
      </table>
      <p className="soft">{say(lang, 'printed', { when: at(record.exportedAt) })}</p>
    </article>
  );
}

function Line({ entry, lang, at }: { entry: Entry; lang: Lang; at: string }) {
  const writer = entry.callSign ?? say(lang, entry.actorKind === 'resident' ? 'resident' : 'system');
  const doer = typeof entry.data.callSign === 'string' && entry.data.callSign;
  const entered = entry.callSign && doer && doer !== entry.callSign;
  const words = entry.words ?? unopenedWords(entry, 'words');
  return (
    <tr>
      <td>{at}</td>
      <td>{doer || writer}</td>
      <td>
        {entryWords(lang, entry)}
        {entered && ` ${say(lang, 'enteredBy', { who: entry.callSign! })}`}
        {words && `: ${words}`}
      </td>
    </tr>
  );
}

const yes = (is: boolean) => (is ? 'yes' : 'no');

function sourceLine(lang: Lang, source: Source): string {
  const line = say(lang, 'source', {
    kind: wordOf(lang, 'k', source.kind),
    says: wordOf(lang, 's', source.says === 'seen' && !source.firstHand ? 'told' : source.says),
    firstHand: yes(source.firstHand),
    picture: yes(source.picture),
    trained: yes(source.trained),
  });
  return `${line} (${source.callSign ?? say(lang, 'origin', { number: source.originGroup })})`;
}
