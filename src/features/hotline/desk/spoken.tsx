import { languageChoices } from '../../../desk/kit/languages.ts';
import { languageName } from '../../../desk/kit/words.ts';
import { SPOKEN, textLang } from '../../../platform/i18n/lang.ts';

/** What the caller speaks, as an interpreter will be looked for; one that is only spoken too. */
export function Spoken({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  return (
    <label className="field">
      <span>They speak</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {languageChoices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      {SPOKEN[value] && (
        <span className="hint">
          It is spoken, not written on telephones: what we text them is in {languageName(textLang([value]))}.
        </span>
      )}
    </label>
  );
}
