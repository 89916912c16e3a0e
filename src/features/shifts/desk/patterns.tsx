import { useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count, languageName } from '../../../desk/kit/words.ts';
import { listPatterns, type Pattern, readRotaRules } from '../contract.ts';
import { EndPattern } from './end-pattern.tsx';
import { PatternForm } from './pattern-form.tsx';
import { RotaNav } from './rota-nav.tsx';
import { RulesForm } from './rules-form.tsx';
import { dayName, ROLES, timeText, WEEK_DAYS } from './words.ts';

/** What is needed each week, and the rules of planning. */
export function Patterns() {
  const patterns = useCall(listPatterns, {});
  const rules = useCall(readRotaRules, {});
  const [open, setOpen] = useState<Pattern | 'new' | null>(null);
  const [ending, setEnding] = useState<Pattern | null>(null);
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Patterns</h1>
        <RotaNav />
      </header>
      <p className="lead">
        What is needed again and again. Its shifts are laid out six weeks ahead as drafts; members see them
        when they are published.
      </p>
      <div className="verbs">
        <VerbButton tone="main" onClick={() => setOpen('new')}>
          New pattern…
        </VerbButton>
      </div>
      <Loaded query={patterns}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No pattern yet">Begin with the hours in which the line is published.</Empty>
          ) : (
            <ul className="pattern-list">
              {items.map((pattern) => (
                <li key={pattern.id}>
                  <PatternLine pattern={pattern} />
                  {pattern.can.includes('plan') && (
                    <div className="verbs">
                      <VerbButton
                        tone="quiet"
                        label={`Change… ${nameOf(pattern)}`}
                        onClick={() => setOpen(pattern)}
                      >
                        Change…
                      </VerbButton>
                      <VerbButton
                        tone="quiet"
                        label={`End… ${nameOf(pattern)}`}
                        onClick={() => setEnding(pattern)}
                      >
                        End…
                      </VerbButton>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <h2>Rules</h2>
      <Loaded query={rules}>{(set) => <RulesForm key={JSON.stringify(set)} rules={set} />}</Loaded>
      {open && <PatternForm pattern={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
      {ending && <EndPattern pattern={ending} onClose={() => setEnding(null)} />}
    </main>
  );
}

const hours = ({ startMinute, lengthMinutes }: Pattern) =>
  lengthMinutes === 1440
    ? `24 hours from ${timeText(startMinute)}`
    : `${timeText(startMinute)} to ${timeText(startMinute + lengthMinutes)}`;

const nameOf = (pattern: Pattern) => `${ROLES[pattern.role]}, ${hours(pattern)}`;

const daysText = ({ weekDays, everyWeeks }: Pattern) => {
  const names = weekDays.length === 7 ? 'every day' : weekDays.map((day) => WEEK_DAYS[day]).join(', ');
  return everyWeeks === 1
    ? names
    : `${names} of every ${everyWeeks === 2 ? 'second' : `${everyWeeks}th`} week`;
};

function PatternLine({ pattern }: { pattern: Pattern }) {
  const chapterName = useChapterName();
  const { role, chapterId, minimum, wanted, languages, turnNames, firstDay, untilDay } = pattern;
  return (
    <div>
      <strong>
        {ROLES[role]}
        {chapterId && ` · ${chapterName(chapterId)}`}
      </strong>{' '}
      {hours(pattern)}, {daysText(pattern)}
      <small className="line">
        {minimum === wanted ? count(wanted, 'place') : `${minimum} to ${wanted} places`}
        {languages.length > 0 && ` · somebody speaks ${languages.map(languageName).join(', ')}`} · since{' '}
        {dayName(firstDay)}
        {untilDay && `, last on ${dayName(untilDay)}`}
        {turnNames.length > 0 && ` · by turns: ${turnNames.join(', ')}`}
      </small>
    </div>
  );
}
