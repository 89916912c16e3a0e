import { html } from '../../platform/html/index.ts';
import { get, type Page, type Visit } from '../../platform/http/pages.ts';
import { backLink, localPath, networkOf, sitePage } from '../../site/index.ts';
import { say } from './messages.ts';

const rows = 14;
const columns = ['name', 'phone', 'email', 'languages', 'zone', 'wants'] as const;

/** A sign-up sheet for doors and tables, on paper: typed off with the same first row, it goes in as it is. */
async function paper({ call, lang }: Visit) {
  const title = say(lang, 'paperTitle', { network: call.network.name });
  return sitePage({
    ...{ lang, path: '/join/list', title, network: networkOf(call), quick: false },
    body: html`${backLink(lang, localPath(lang, '/join'))}
<section class="sheet paper">
<h1>${title}</h1>
<p>${say(lang, 'paperLead')}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${title}">
<table>
<thead><tr>${columns.map((column) => html`<th scope="col">${say(lang, column)}</th>`)}</tr></thead>
<tbody>${Array.from({ length: rows }, () => html`<tr>${columns.map(() => html`<td>&nbsp;</td>`)}</tr>`)}</tbody>
</table>
</div>
</section>
<p class="hint screen">${say(lang, 'paperPrint')}</p>`,
  });
}

export const pages: Page[] = [get('/join/list', paper)];
