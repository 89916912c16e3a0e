import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Html, type HtmlValue, html, raw, xml } from './index.ts';

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '/',
        '=',
        ' ',
        '`',
        '\0',
        '-->',
        '</p',
        '<script>',
        'onx=',
        '&lt;',
      ),
    )
    .map((bits) => bits.join('')),
);

/** What a browser makes of the five entities. */
const decode = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => {
    return { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }[name]!;
  });

describe('html', () => {
  it('lets no string open a tag, end a comment or leave an attribute, and loses nothing', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, (text, double, single) => {
        const out = String(html`<p title="${double}" lang='${single}'>${text}</p>`);
        const match = /^<p title="([^"<>]*)" lang='([^'<>]*)'>([^<>]*)<\/p>$/.exec(out);
        expect(match?.slice(1).map(decode)).toEqual([double, single, text]);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps that promise however deep the string sits', () => {
    const { tree } = fc.letrec<{ tree: HtmlValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        nasty,
        fc.array(tie('tree'), { maxLength: 3 }),
        tie('tree').map((inner) => html`<b>${inner}</b>`),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const left = String(html`${value}`).replaceAll('<b>', '').replaceAll('</b>', '');
        expect(left).not.toMatch(/[<>"']/);
      }),
    );
  });

  it('joins arrays, drops nothing-values, keeps zero and nested html', () => {
    const items = [1, 0, 'a & b', html`<b>${'<'}</b>`];
    expect(String(html`<i>${items}${null}${undefined}${false}${''}</i>`)).toBe(
      '<i>10a &amp; b<b>&lt;</b></i>',
    );
    expect(String(html`${raw('<br>')}`)).toBe('<br>');
    expect(html``).toBeInstanceOf(Html);
  });

  it('refuses a place where escaping would not protect', () => {
    expect(() => html`<a href=${'x'}>`).toThrow(/quotes/);
    expect(() => html`<a class="${'y'}" href=${'x'}>`).toThrow(/quotes/);
    expect(() => html`title=${'x'}`).toThrow(/quotes/);
    expect(() => html`<${'x'}>`).toThrow(/attributes/);
    expect(() => html`</h${1}>`).toThrow(/attributes/);
    expect(() => html`<script>${'x'}</script>`).toThrow(/scripts/);
    expect(() => html`<style nonce="${'n'}">a{color:${'x'}}</style>`).toThrow(/styles/);
    expect(() => html`<input ${'checked'}>`).toThrow(/among the attributes/);
  });

  it('takes html among the attributes, and signs in text', () => {
    expect(String(html`<input name="${'n'}"${html` checked`}${false} ${null}>`)).toBe(
      '<input name="n" checked >',
    );
    expect(String(html`<p>1 = ${1} "it's" < ${2}</p>`)).toBe('<p>1 = 1 "it\'s" < 2</p>');
    expect(String(html`<style nonce="${'n'}">a{}</style>${'t'}`)).toBe('<style nonce="n">a{}</style>t');
  });
});

describe('xml', () => {
  it('escapes alike and keeps only characters that XML knows', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const inner = String(xml`<Message>${text}</Message>`).slice('<Message>'.length, -'</Message>'.length);
        expect(inner).not.toMatch(/[<>"']/);
        expect([...inner].filter((char) => char < ' ' && !'\t\n\r'.includes(char))).toEqual([]);
        expect(inner).not.toMatch(/[\ufffe\uffff]/);
        expect(inner.isWellFormed()).toBe(true);
      }),
    );
    expect(String(xml`<a>${'x\0\x1b\uD800y\n😀'}</a>`)).toBe('<a>xy\n😀</a>');
  });

  it('carries html as text and html carries xml as text', () => {
    const page = html`<p>a</p>`;
    expect(String(xml`<content type="html">${String(page)}</content>`)).toContain('&lt;p&gt;a&lt;/p&gt;');
    // @ts-expect-error: the two kinds are not exchangeable
    expect(String(html`${xml`<a/>`}`)).toBe('&lt;a/&gt;');
  });
});
