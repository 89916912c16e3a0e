import { languageChoices } from '../../../desk/kit/languages.ts';
import { languageName } from '../../../desk/kit/words.ts';

export interface NeedValue {
  minimum: number;
  wanted: number;
  languages: string[];
}

/** Languages that callers of the hotline speak most; others are written as codes. */
const common = ['es', 'zh', 'bn', 'ht', 'fr', 'ar', 'ru', 'ko'];

/** How many, and which languages somebody among them must speak. */
export function NeedFields({ value, onChange }: { value: NeedValue; onChange: (value: NeedValue) => void }) {
  const number = (key: 'minimum' | 'wanted', label: string) => (
    <label className="field">
      <span>{label}</span>
      <input
        type="number"
        min={1}
        max={20}
        required
        value={value[key]}
        onChange={(event) => onChange({ ...value, [key]: Number(event.currentTarget.value) })}
      />
    </label>
  );
  return (
    <>
      <div className="field-row">
        {number('minimum', 'Needed at least')}
        {number('wanted', 'Wanted')}
      </div>
      <fieldset className="check-row">
        <legend>Somebody among them speaks</legend>
        {[...new Set([...common, ...value.languages])].map((code) => (
          <label key={code} className="check">
            <input
              type="checkbox"
              checked={value.languages.includes(code)}
              onChange={(event) =>
                onChange({
                  ...value,
                  languages: event.currentTarget.checked
                    ? [...value.languages, code]
                    : value.languages.filter((l) => l !== code),
                })
              }
            />
            <span>{languageName(code)}</span>
          </label>
        ))}
        {/* One that is not among the usual ones joins them when it is chosen. */}
        <select
          aria-label="Another language"
          value=""
          onChange={(event) =>
            onChange({ ...value, languages: [...value.languages, event.currentTarget.value] })
          }
        >
          <option value="">another…</option>
          {languageChoices
            .filter(({ code }) => !common.includes(code) && !value.languages.includes(code))
            .map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
        </select>
      </fieldset>
    </>
  );
}
