import { html } from '../../platform/html/index.ts';
import { get, type Page, type Visit } from '../../platform/http/pages.ts';
import { dayAndTime } from '../../platform/i18n/index.ts';
import { unauthenticated } from '../../platform/problem.ts';
import { networkOf, sitePage } from '../../site/index.ts';
import * as commands from './commands.ts';
import type { Entry, IncidentDetail, Source } from './contract.ts';
import { entryWords, say, wordOf } from './messages.ts';

/** The whole record of an incident, for the printer. */
async function print(visit: Visit) {
  const { call, lang, params } = visit;
  if (call.actor.kind !== 'person') throw unauthenticated();
  const id = params.id ?? '';
  const { incident, entries, outcome } = await call.tx(async (ctx) => {
    const incident = await commands.detail(ctx, id);
    const outcome = await commands.outcomeWords(ctx, incident, lang);
    return { incident, outcome, entries: await commands.timeline(ctx, id) };
  });
  const title = say(lang, 'title', { number: incident.number });
  return sitePage({
    lang,
    path: `/incidents/${id}/print`,
    title,
    quick: false,
    network: networkOf(call),
    body: html`<h1>${title}</h1>
${incident.drill && html`<p><strong>${say(lang, 'drill')}</strong></p>`}
${facts(visit, incident, outcome)}
<h2>${say(lang, 'sources')}</h2>
<ul>${incident.sourceList.map((source) => html`<li>${sourceLine(visit, source)}</li>`)}</ul>
<h2>${say(lang, 'decisions')}</h2>
<ul>${incident.verifications.map(
      (v) =>
        html`<li>${timeOf(visit, v.at)} · ${v.by.callSign} · ${wordOf(lang, 'v', v.state)}${v.rule && html` (${wordOf(lang, 'v', v.rule)})`}</li>`,
    )}</ul>
<h2>${say(lang, 'timeline')}</h2>
${timelineTable(visit, entries)}
<p class="hint">${say(lang, 'printed', { when: timeOf(visit, call.services.clock.now().toISOString()) })}</p>`,
  });
}

const timeOf = ({ call, lang }: Visit, at: string) => dayAndTime(lang, new Date(at), call.network.timeZone);

function facts(visit: Visit, incident: IncidentDetail, outcome: string | null) {
  const { lang } = visit;
  const rows: [string, string][] = [
    [say(lang, 'place'), incident.label],
    [say(lang, 'zone'), incident.zone?.name ?? say(lang, 'none')],
    [say(lang, 'seen'), timeOf(visit, incident.seenAt)],
    [say(lang, 'opened'), timeOf(visit, incident.openedAt)],
    [say(lang, 'verification'), wordOf(lang, 'v', incident.verification)],
    [say(lang, 'response'), wordOf(lang, 'r', incident.response)],
    [say(lang, 'outcome'), outcome ?? say(lang, 'none')],
  ];
  return html`<dl>${rows.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>`;
}

const yes = (is: boolean) => (is ? 'yes' : 'no');

function sourceLine(visit: Visit, source: Source) {
  const { lang } = visit;
  const line = say(lang, 'source', {
    kind: wordOf(lang, 'k', source.kind),
    says: wordOf(lang, 's', source.says),
    firstHand: yes(source.firstHand),
    picture: yes(source.picture),
    trained: yes(source.trained),
  });
  const who = source.callSign ?? say(lang, 'origin', { number: source.originGroup });
  return `${timeOf(visit, source.at)} · ${line} (${who})`;
}

function timelineTable(visit: Visit, entries: Entry[]) {
  const { lang } = visit;
  const writer = (entry: Entry) =>
    entry.callSign ?? say(lang, entry.actorKind === 'resident' ? 'resident' : 'system');
  const doer = ({ data }: Entry) => (typeof data.callSign === 'string' && data.callSign) || null;
  const entered = (entry: Entry) =>
    entry.callSign && doer(entry) && doer(entry) !== entry.callSign
      ? ` ${say(lang, 'enteredBy', { who: entry.callSign })}`
      : '';
  return html`<table class="record">
<thead><tr><th scope="col">${say(lang, 'when')}</th><th scope="col">${say(lang, 'who')}</th><th scope="col">${say(lang, 'what')}</th></tr></thead>
<tbody>${entries.map(
    (entry) => html`<tr><td>${timeOf(visit, entry.at)}</td><td>${doer(entry) ?? writer(entry)}</td>
<td>${entryWords(lang, entry)}${entered(entry)}${entry.words && html`: ${entry.words}`}</td></tr>
`,
  )}</tbody>
</table>`;
}

export const pages: Page[] = [get('/incidents/:id/print', print)];
