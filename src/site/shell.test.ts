import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGS } from '../platform/i18n/index.ts';
import { siteCss } from './css.ts';
import { homeBody, homeTitle } from './home.ts';
import { sitePage } from './shell.ts';

const network = { name: 'New York Rapid Response', hotline: '+1 (718) 555-0100' };
const home = (lang: (typeof LANGS)[number]) =>
  String(sitePage({ lang, path: '/', title: homeTitle(lang), body: homeBody(lang), network }));

describe('a public page', () => {
  it.each(LANGS)('stands alone in %s: language, skip link, way out, language switch, footer', (lang) => {
    const page = home(lang);
    expect(page).toMatch(/^<!doctype html>\n<html lang="(en-US|es-US|zh-Hans)" dir="ltr">/);
    expect(page).toContain('<a class="skip" href="#page">');
    expect(page).toMatch(/<a href="https:\/\/[^"]+" rel="noreferrer" target="_self">/);
    for (const other of LANGS) expect(page).toContain(`<a href="/${other}/" lang=`);
    expect(page.match(/aria-current="true"/g)).toHaveLength(1);
    for (const path of ['rights', 'conduct', 'kept']) expect(page).toContain(`href="/${lang}/${path}"`);
    expect(page).toContain('href="tel:+17185550100"');
  });

  it('needs no script, no inline style, and weighs at most 14 KB with its style sheet', () => {
    const page = home('en');
    expect(page).not.toMatch(/<script|\son\w+=|\sstyle=|javascript:/i);
    // As sent: the server leaves compression to a proxy.
    expect(Buffer.byteLength(page) + Buffer.byteLength(siteCss)).toBeLessThan(14 * 1024);
  });

  it('shows the five doors, the most urgent first', () => {
    const doors = [...home('en').matchAll(/<strong>(.*?)<\/strong>/g)].map(([, words]) => words);
    expect(doors).toEqual([
      'It is happening now',
      'It happened before',
      'Someone was detained',
      'Know your rights',
      'What has been checked',
    ]);
  });

  it('keeps the address when the language changes', () => {
    const page = String(sitePage({ lang: 'zh', path: '/report?when=now', title: '', body: '' }));
    expect(page).toContain('<a href="/es/report?when=now" lang="es-US"');
  });

  it('lets nothing it is given become markup', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const given = `<b>"'${text}</title><script>`;
        const page = sitePage({
          lang: 'en',
          path: given,
          title: given,
          body: given,
          network: { name: given, hotline: given },
          status: given,
        });
        expect(String(page)).not.toMatch(/<b>|<script>|<\/title>.*<\/title>/);
      }),
    );
  });
});
