import { beforeAll, describe, expect, it } from 'vitest';
import { type TestNetwork, testNetwork } from '../../../test/harness.ts';
import { LANGS } from '../../platform/i18n/index.ts';
import en from './data/rights.en.json' with { type: 'json' };
import es from './data/rights.es.json' with { type: 'json' };
import zh from './data/rights.zh.json' with { type: 'json' };

let net: TestNetwork;
beforeAll(async () => {
  net = await testNetwork();
});

describe('rights', () => {
  it.each(LANGS)('are read and printed in %s', async (lang) => {
    for (const path of ['rights', 'rights/card']) {
      const page = await net.app.inject({ url: `/${lang}/${path}` });
      expect(page.statusCode).toBe(200);
      expect(page.body).not.toContain('<script');
    }
  });

  it('say the same in every language: as many sections, points and lines', () => {
    const shape = (text: typeof en) => [
      text.sections.map((s) => [s.id, s.points.length]),
      text.card.lines.length,
    ];
    expect(shape(es)).toEqual(shape(en));
    expect(shape(zh)).toEqual(shape(en));
  });

  it('never tell anyone to hide, to run or to lie', () => {
    const all = JSON.stringify(en).toLowerCase();
    expect(all).toContain('do not run');
    expect(all).not.toMatch(/\b(hide from|run away|go around|block the)\b/);
  });
});
