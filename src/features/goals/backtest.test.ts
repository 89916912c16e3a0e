import { expect, it } from 'vitest';
import { randomFrom } from '../../platform/random.ts';
import { dayPlus } from '../../platform/wall.ts';
import { factsFrom, forecast, futuresOf, weeksLookedAt } from './rules.ts';

/** Two years of a network that the forecast knows nothing of: seasons, weeks in which something happened, growth, people one by one. */
interface Week {
  counts: Record<'applied' | 'trained' | 'left', { stood: number; came: number }>[];
  sessions: { held: number; places: number; registered: number; attended: number }[];
}

const chapterIds = [1, 2].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const kinds = ['member', 'ally'] as const;
const first = '2025-01-06';

function twoYears(seed: number): Week[] {
  const random = randomFrom(seed);
  const of = (n: number, share: number) => {
    let yes = 0;
    for (let i = 0; i < n; i++) if (random() < share) yes++;
    return yes;
  };
  const poisson = (mean: number) => {
    let n = 0;
    for (let p = random(); p > Math.exp(-mean); p *= random()) n++;
    return n;
  };
  const stock = chapterIds.flatMap(() => kinds.map(() => ({ waiting: 0, trained: 0, left: 0 })));
  const names = stock.map(() => 3 + 6 * random());
  const [shows, season, held] = [0.5 + 0.25 * random(), 6.3 * random(), 0.6 + 0.8 * random()];
  return Array.from({ length: 104 }, (_, week): Week => {
    const happened = random() < 0.04 ? 2.5 : 1;
    const mood = (1 + 0.3 * Math.sin(season + (6.3 * week) / 52)) * happened * (1 + week / 208);
    const sessions = chapterIds.map(() => poisson(held));
    const taught = { registered: [0, 0], attended: [0, 0] };
    const counts = stock.map((s, cell) => {
      const chapter = cell >> 1;
      const both = stock[2 * chapter]!.waiting + stock[2 * chapter + 1]!.waiting;
      const share = Math.min(0.7, (20 * sessions[chapter]!) / Math.max(1, both));
      const taken = of(s.waiting, share);
      const came = of(taken, shows);
      const lost = of(taken - came, 0.5) + of(s.waiting - taken, 0.025);
      const gone = of(s.trained, 0.003);
      const applied = poisson(names[cell]! * mood);
      s.waiting += applied - came - lost;
      s.trained += came - gone;
      s.left += lost + gone;
      taught.registered[chapter]! += taken;
      taught.attended[chapter]! += came;
      return {
        applied: { stood: s.waiting, came: applied },
        trained: { stood: s.trained, came },
        left: { stood: s.left, came: lost + gone },
      };
    });
    return {
      counts,
      sessions: chapterIds.map((_, c) => ({
        ...{ held: sessions[c]!, places: 20 * sessions[c]! },
        ...{ registered: taught.registered[c]!, attended: taught.attended[c]! },
      })),
    };
  });
}

/** What the network would have known when so many weeks were over. */
function factsAt(years: Week[], week: number) {
  const from = Math.max(0, week - weeksLookedAt - 1);
  const seen = years.slice(from, week);
  const sum = (of: keyof Week['sessions'][number], c: number) =>
    years.slice(Math.max(0, week - weeksLookedAt), week).reduce((n, w) => n + w.sessions[c]![of], 0);
  return factsFrom({
    today: dayPlus(first, 7 * week),
    chapterIds,
    days: seen.flatMap(({ counts }, i) =>
      counts.flatMap((own, cell) =>
        (['applied', 'trained', 'left'] as const).map((state) => ({
          ...{ day: dayPlus(first, 7 * (from + i) + 6), chapterId: chapterIds[cell >> 1]! },
          ...{ kind: kinds[cell % 2]!, state, ...own[state] },
        })),
      ),
    ),
    now: years[week - 1]!.counts.flatMap((own, cell) =>
      (['applied', 'trained'] as const).map((state) => ({
        ...{ chapterId: chapterIds[cell >> 1]!, kind: kinds[cell % 2]!, state, count: own[state].stood },
      })),
    ),
    sessions: chapterIds.map((chapterId, c) => ({
      ...{ chapterId, held: sum('held', c), places: sum('places', c) },
      ...{ registered: sum('registered', c), attended: sum('attended', c) },
    })),
    trainers: { now: 30, since: 0, apprentices: 0, begun: 0, passed: 0, failed: 0, renewed: 0, lapsed: 0 },
  });
}

const trainedAt = (years: Week[], week: number, kind: number) =>
  years[week - 1]!.counts.reduce((n, own, cell) => n + (cell % 2 === kind ? own.trained.stood : 0), 0);

const horizons = [4, 13, 26] as const;

/** How often what came lay within the bands of half and of four of five of the runs, by how far it was ahead. */
function coverage() {
  const within = horizons.map(() => ({ half: 0, four: 0 }));
  let all = 0;
  for (let seed = 1; seed <= 14; seed++) {
    const years = twoYears(seed);
    for (const week of [12, 30, 52, 74]) {
      const futures = futuresOf(factsAt(years, week), { weeks: 26, runs: 120 });
      const { fans } = forecast(futures, { members: 2000, allies: 2000, trainers: 50 });
      for (const [kind, series] of (['members', 'allies'] as const).entries()) {
        all++;
        for (const [h, ahead] of horizons.entries()) {
          const truth = trainedAt(years, week + ahead, kind);
          const [low, quarter, , most, high] = fans[series].map((band) => band[ahead]!);
          if (truth >= low! && truth <= high!) within[h]!.four++;
          if (truth >= quarter! && truth <= most!) within[h]!.half++;
        }
      }
    }
  }
  return within.map(({ half, four }) => ({ half: half / all, four: four / all }));
}

it('held, of two years that it knew nothing of, what came within its bands about as often as it said', () => {
  for (const { half, four } of coverage()) {
    expect(four).toBeGreaterThan(0.65);
    expect(four).toBeLessThan(0.95);
    expect(half).toBeGreaterThan(0.3);
    expect(half).toBeLessThan(0.7);
  }
});
