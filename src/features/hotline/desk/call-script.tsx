import { useState } from 'react';
import type { Playbook } from '../../playbooks/contract.ts';
import type { Lang } from './call-form.ts';

const languages: { id: Lang; name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'es', name: 'Español' },
  { id: 'zh', name: '中文' },
];

interface Props {
  script: Playbook['script'];
  lang: Lang;
  onLang: (lang: Lang) => void;
}

/** What to say, in the caller's language; the notes are for the operator, in the desk's. */
export function CallScript({ script, lang, onLang }: Props) {
  const [said, setSaid] = useState<readonly string[]>([]);
  const next = script.find(({ id }) => !said.includes(id))?.id;
  return (
    <section className="script" aria-label="Script">
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
        {script.map(({ id, say, note }) => (
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
    </section>
  );
}
