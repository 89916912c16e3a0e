import { describe, expect, it } from 'vitest';
import { writtenAnew } from './written.ts';

describe('what somebody wrote anew', () => {
  const cases: [string, string, string][] = [
    ['all of a new mail', 'Two vans.\r\n\r\nAt 82nd.', 'Two vans.\n\nAt 82nd.'],
    [
      'above a quotation',
      'yes 10\n\nOn Tue, 24 Nov 2026 at 19:02, Porchlight <hotline@example.org> wrote:\n> Can you go?\n> yes or no',
      'yes 10',
    ],
    [
      'below a quotation',
      'On Tue, Porchlight wrote:\n> Can you go?\n\nyes, in ten minutes\n> more of it\nno sirens',
      'yes, in ten minutes\nno sirens',
    ],
    [
      'a quotation over two lines',
      'sí\n\nEl mar, 24 nov 2026 a las 19:02, Porchlight\n(<h@example.org>) escribió:\n¿Puede ir?',
      'sí',
    ],
    [
      'of Chinese programs',
      '可以\n\n在 2026年11月24日，Porchlight <h@example.org> 写道：\n> 你能去吗？',
      '可以',
    ],
    [
      'of Outlook, which marks nothing',
      'I saw it too.\n\n________________\nFrom: Porchlight <h@example.org>\nSent: Tuesday\nTo: Ana\nSubject: Porchlight\n\nWhere is it?',
      'I saw it too.\n\n________________',
    ],
    ['of older programs', 'no\n-----Original Message-----\nCan you go?', 'no'],
    ['without a signature', 'Two vans.\n-- \nAna\n+1 212 555 0100', 'Two vans.'],
    ['without what a phone adds', 'Two vans.\n\nSent from my iPhone', 'Two vans.'],
    ['without what a phone adds, in Spanish', 'Dos camionetas\n\nEnviado desde mi iPhone', 'Dos camionetas'],
    ['all where nothing else is left', '> Can you go?\n> yes', '> Can you go?\n> yes'],
    [
      'a forwarded mail, whole',
      'From: A <a@b.org>\nSent: now\nTo: us\n\nVans at 82nd',
      'From: A <a@b.org>\nSent: now\nTo: us\n\nVans at 82nd',
    ],
    [
      'that only sounds like a quotation',
      'On the corner they wrote: keep out\nOn 82nd',
      'On the corner they wrote: keep out\nOn 82nd',
    ],
    ['nothing', '  \n ', ''],
  ];
  it.each(cases)('%s', (_, text, wanted) => {
    expect(writtenAnew(text)).toBe(wanted);
  });

  it('is found in a moment in what would take long', () => {
    const workedMs = () => process.cpuUsage().user / 1000;
    const began = workedMs();
    for (const text of [
      'On '.repeat(40_000),
      `On ${'a '.repeat(150)}wrote\n`.repeat(300),
      '>'.repeat(100_000),
    ])
      writtenAnew(text);
    expect(workedMs() - began).toBeLessThan(5000);
  });
});
