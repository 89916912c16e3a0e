import { metres } from '../../../desk/kit/words.ts';
import type { ClosedAs, Match, Question, RedFlag, Report } from '../contract.ts';

export const closings: { id: ClosedAs; label: string; hint?: string }[] = [
  { id: 'nothing_found', label: 'Checked, nothing found' },
  { id: 'another_agency', label: 'Another agency' },
  { id: 'cannot_verify', label: 'Could not be verified' },
  { id: 'duplicate', label: 'Same as another report' },
  { id: 'past_event', label: 'Past event' },
  { id: 'rights_question', label: 'Question about rights' },
  { id: 'spam', label: 'Not a report' },
];

export const flags: Record<RedFlag, string> = {
  vague: 'vague',
  old: 'old',
  second_hand: 'second-hand',
  contradictory: 'contradicts another',
  recycled_picture: 'picture seen before',
};

export const questions: { id: Question; label: string }[] = [
  { id: 'where', label: 'Where exactly is it?' },
  { id: 'when', label: 'When did you see it?' },
  { id: 'first_hand', label: 'Did you see it yourself?' },
  { id: 'still_there', label: 'Is it still going on?' },
  { id: 'picture', label: 'Do you have a photo?' },
  { id: 'call_back', label: 'May we call you?' },
  { id: 'language', label: 'Which language is it?' },
];

/** Where it was seen, as short as it is known. */
export const placeOf = ({ place }: Pick<Report, 'place'>) =>
  [place.text, place.zone?.name].filter(Boolean).join(' · ') || 'No place given';

/** From here on a match is put forward; below it is only listed. */
export const likely = 0.6;

/** Never 100: it is a likelihood. */
export const percent = (score: number) => `${Math.min(99, Math.round(score * 100))} %`;

/** Why a match is suggested: "40 m · 3 min apart · vans, store". */
export function reasonOf({ reasons }: Match): string {
  const { distanceM, minutes, words } = reasons;
  return [
    distanceM === null ? null : metres(distanceM),
    minutes === 0 ? 'same time' : `${minutes} min apart`,
    words.length > 0 ? `“${words.slice(0, 4).join('”, “')}”` : null,
  ]
    .filter(Boolean)
    .join(' · ');
}
