import { html } from '../../platform/html/index.ts';
import { get, type Page, type Visit } from '../../platform/http/pages.ts';
import { localPath, networkOf, sitePage } from '../../site/index.ts';
import en from './data/rights.en.json' with { type: 'json' };
import es from './data/rights.es.json' with { type: 'json' };
import zh from './data/rights.zh.json' with { type: 'json' };
import { say } from './messages.ts';

const texts = { en, es, zh };

export const pages: Page[] = [get('/rights', rights), get('/rights/card', card)];

/** The whole text, with a list of its parts on top. */
async function rights({ call, lang }: Visit) {
  const { title, intro, sections, disclaimer } = texts[lang];
  return sitePage({
    lang,
    path: '/rights',
    title,
    network: networkOf(call),
    body: html`<h1>${title}</h1>
<p class="lead">${intro}</p>
<p><a class="button" href="${localPath(lang, '/rights/card')}">${say(lang, 'toCard')}</a></p>
<nav aria-label="${say(lang, 'parts')}"><ul>
${sections.map((s) => html`<li><a href="#${s.id}">${s.title}</a></li>`)}
</ul></nav>
${sections.map(
  (s) => html`<section id="${s.id}">
<h2>${s.title}</h2>
<ul>${s.points.map((point) => html`<li>${point}</li>`)}</ul>
</section>`,
)}
<p class="hint">${disclaimer}</p>`,
  });
}

/** The card alone: printed, it fits a wallet when folded. */
async function card({ call, lang }: Visit) {
  const { card, disclaimer } = texts[lang];
  return sitePage({
    lang,
    path: '/rights/card',
    title: card.title,
    narrow: true,
    network: networkOf(call),
    body: html`<h1>${card.title}</h1>
<ul class="card">${card.lines.map((line) => html`<li>${line}</li>`)}</ul>
<p class="hint">${say(lang, 'print')} ${disclaimer}</p>`,
  });
}
