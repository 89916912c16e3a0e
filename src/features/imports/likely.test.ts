import { describe, expect, it } from 'vitest';
import { Likely } from './rules.ts';

const who = (name: string) => ({ name, languages: ['en'] });
const row = (name: string) => ({ who: who(name), personId: null });

describe('names that are alike', () => {
  it('are found among the latest rows, and among everyone of the chapter however many rows came since', () => {
    const likely = new Likely(3);
    likely.add({ who: who('Wei Zhang'), personId: 'p1' });
    likely.add(row('Ana Lucero'));
    expect(likely.find(who('ANA LUCERO'))?.personId).toBeNull();
    for (const name of ['Tomás Rojas', 'Kim Lee', 'Rosa Peña']) likely.add(row(name));
    expect(likely.find(who('Ana Lucero'))).toBeNull();
    expect(likely.find(who('Rosa Pena'))?.who.name).toBe('Rosa Peña');
    expect(likely.find(who('Zhang Wei'))?.personId).toBe('p1');
  });

  it('are the latest where half a list bears one name', () => {
    const likely = new Likely(1000);
    const many = Array.from({ length: 100 }, () => row('Maria Garcia'));
    for (const one of many) likely.add(one);
    expect(many.slice(-40)).toContain(likely.find(who('Maria Garcia')));
    // All of them are forgotten in their turn.
    for (let n = 0; n < 1000; n++) likely.add(row(`Person${n} Number${n}`));
    expect(likely.find(who('Maria Garcia'))).toBeNull();
  });
});
