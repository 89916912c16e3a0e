import { useEffect, useRef } from 'react';
import { useVerbs } from '../../../desk/kit/keys.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Branch, Words } from '../../playbooks/contract.ts';
import type { Lang } from './call-form.ts';
import { SayLines } from './call-script.tsx';

interface Props {
  branch: Branch;
  lang: Lang;
  onLang: (lang: Lang) => void;
  /** Whether a call goes on that ends with this. */
  isOn: boolean;
  busy: boolean;
  onEnd: () => void;
  onBack: () => void;
}

/** A call that the everyday script does not fit: what to say, what never, and the leave to end it. */
export function BranchScript({ branch, lang, onLang, isOn, busy, onEnd, onBack }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another branch is read from its top
  useEffect(() => heading.current?.focus(), [branch.kind]);
  const end = isOn ? 'End this call now' : 'Write down that it came';
  useVerbs('Script', [
    { key: 'e', word: end, run: onEnd },
    { key: 'Escape', word: 'Back to the everyday script', run: onBack },
  ]);
  return (
    <section className="script script-branch" aria-label="Script">
      <h2 ref={heading} tabIndex={-1}>
        {branch.name.en}
      </h2>
      <p className="branch-end">{branch.hangUp.en}</p>
      <div className="verbs">
        <VerbButton tone="main" keyHint="e" busy={busy} onClick={onEnd}>
          {end}
        </VerbButton>
        <VerbButton keyHint="Escape" onClick={onBack}>
          Everyday script
        </VerbButton>
      </div>
      {branch.numbers.length > 0 && (
        <dl className="branch-numbers">
          {branch.numbers.map(({ name, number }) => (
            <div key={number}>
              <dt>{name.en}</dt>
              <dd>{number}</dd>
            </div>
          ))}
        </dl>
      )}
      <SayLines key={branch.kind} lines={branch.say} lang={lang} onLang={onLang} />
      <Points title="Never" sign="×" points={branch.never} />
      <Points title="How you notice it" sign="·" points={branch.notice} />
      <h3>What is written down</h3>
      <p>{branch.written.en}</p>
      <details>
        <summary>Where this is from</summary>
        <ul className="plain-list">
          {branch.sources.map(({ title, url }) => (
            <li key={title}>
              {url ? (
                <a href={url} target="_blank" rel="noreferrer">
                  {title}
                </a>
              ) : (
                title
              )}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

const Points = ({ title, sign, points }: { title: string; sign: string; points: readonly Words[] }) => (
  <>
    <h3>{title}</h3>
    <ul className="branch-points">
      {points.map(({ en }) => (
        <li key={en}>
          <span aria-hidden="true">{sign}</span> {en}
        </li>
      ))}
    </ul>
  </>
);
