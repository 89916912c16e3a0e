import { type ReactNode, useState } from 'react';
import type { Line } from '../../playbooks/contract.ts';
import type { Lang } from './call-form.ts';

const languages: { id: Lang; name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'es', name: 'Español' },
  { id: 'zh', name: '中文' },
];

interface Props {
  lines: readonly Line[];
  lang: Lang;
  onLang: (lang: Lang) => void;
}

/** The everyday script, with the way to another. */
export const CallScript = ({ children, ...lines }: Props & { children: ReactNode }) => (
  <section className="script" aria-label="Script">
    {children}
    <SayLines {...lines} />
  </section>
);

/** What to say, in the caller's language; the notes are for the operator, in the desk's. */
export function SayLines({ lines, lang, onLang }: Props) {
  const [said, setSaid] = useState<readonly string[]>([]);
  const next = lines.find(({ id }) => !said.includes(id))?.id;
  return (
    <>
      <fieldset className="choice choice-row">
        <legend className="unseen">The caller’s language</legend>
        {languages.map(({ id, name }) => (
          <label key={id} className="choice-option" lang={id}>
            <input type="radio" name="caller-language" checked={lang === id} onChange={() => onLang(id)} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <ol>
        {lines.map(({ id, say, note }) => (
          <li key={id} className={said.includes(id) ? 'said' : id === next ? 'saying' : undefined}>
            <label>
              <input
                type="checkbox"
                aria-label="Said"
                checked={said.includes(id)}
                onChange={(event) =>
                  setSaid(event.currentTarget.checked ? [...said, id] : said.filter((other) => other !== id))
                }
              />
              <span lang={lang}>{say[lang]}</span>
            </label>
            {note && !said.includes(id) && <small>{note.en}</small>}
          </li>
        ))}
      </ol>
    </>
  );
}
