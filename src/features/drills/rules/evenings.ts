import type { Evening, Scene } from '../contract.ts';
import file from '../data/evenings.json' with { type: 'json' };
import words from '../data/replay-words.json' with { type: 'json' };

/** The evenings that come with Porchlight. Nothing in them happened. */
export const evenings = file as Evening[];

/** An evening by its name, the first where none is named; undefined where there is none by that name. */
export const findEvening = (slug?: string): Evening | undefined =>
  slug === undefined ? evenings[0] : evenings.find((e) => e.slug === slug);

/** Its reports in the order in which they come. */
export const dueOrder = (evening: Evening): Scene[] =>
  [...evening.reports].sort((a, b) => a.atMinute - b.atMinute);

/** Minutes from the first report to the last. */
export const minutesOf = (evening: Evening): number =>
  Math.max(...evening.reports.map((report) => report.atMinute));

/** What is taken over from a past incident: times, doors, counts. Nobody's words, nobody's place but a crossing. */
export interface PastIncident {
  number: number;
  playbook: string;
  /** "18:40", in the network's zone. */
  startsAt: string;
  confirmed: boolean;
  outcome: string;
  calledOut: boolean;
  crossing: string;
  reports: { at: Date; door: Scene['door']; language: string; firstHand: boolean; picture: boolean }[];
}

const longest = 240;

/** A past incident as an evening to play: same times, doors and languages, made-up words and people. */
export function replayEvening(past: PastIncident): Evening {
  const first = Math.min(...past.reports.map((r) => r.at.getTime()));
  const reports = past.reports.slice(0, 60).map((r, i) => {
    const language = r.language === 'es' || r.language === 'zh' ? r.language : 'en';
    const said = words[language];
    return {
      atMinute: Math.min(longest, Math.round((r.at.getTime() - first) / 6_000) / 10),
      door: r.door,
      language,
      what: said[i % said.length]!,
      crossing: past.crossing,
      firstHand: r.firstHand,
      picture: r.picture,
      about: 'replayed',
    } satisfies Scene;
  });
  const title = `#${past.number}`;
  return {
    slug: 'replay',
    title: { en: `${title}, replayed`, es: `${title}, repetido`, zh: `${title} 重演` },
    playbook: past.playbook,
    startsAt: past.startsAt,
    reports,
    expected: [
      {
        about: 'replayed',
        reports: reports.length,
        verification: past.confirmed ? 'confirmed' : 'not-confirmed',
        response: past.calledOut ? 'concluded' : 'none',
        outcome: past.outcome,
        callout: past.calledOut,
      },
    ],
  };
}
