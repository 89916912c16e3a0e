import { type Html, html } from '../../../platform/html/index.ts';
import type { Lang } from '../../../platform/i18n/index.ts';
import type { Decision } from '../contract.ts';
import { say } from '../messages.ts';

/** How a decision came about: "12 for, 1 against, 2 abstained". */
export const howDecided = (lang: Lang, { votes, carried }: Decision): string =>
  [votes ? say(lang, 'votes', votes) : say(lang, 'consensus'), !carried && say(lang, 'notCarried')]
    .filter(Boolean)
    .join(' · ');

/** Decisions under their heading; nothing where there is none. */
export const decisionList = (lang: Lang, decisions: readonly Decision[]): Html | null =>
  decisions.length === 0
    ? null
    : html`<section><h2>${say(lang, 'decided')}</h2>
<ul>${decisions.map((d) => html`<li>${d.words} <small>${howDecided(lang, d)}</small></li>`)}</ul></section>`;

/** A QR code that is drawn in the page itself. */
export const qrFigure = (squares: { side: number; dark: string }, alt: string): Html =>
  html`<figure class="qr"><svg role="img" aria-label="${alt}" width="220" height="220" viewBox="0 0 ${squares.side} ${squares.side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${squares.side}v${squares.side}H0z"/><path fill="#000" d="${squares.dark}"/></svg></figure>`;
