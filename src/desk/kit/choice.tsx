import { type KeyboardEvent, useId } from 'react';
import { KeyHint } from './keys.tsx';

export interface Option<T extends string> {
  id: T;
  label: string;
  hint?: string;
}

/** Pick one, by arrows or by its digit. */
export function Choice<T extends string>(props: {
  legend: string;
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
  /** Side by side rather than below each other. */
  row?: boolean;
  /** Has the focus when its dialog opens. */
  first?: boolean;
  hideLegend?: boolean;
}) {
  const { legend, options, value, onChange, row, first, hideLegend } = props;
  const name = useId();
  const byDigit = (event: KeyboardEvent) => {
    const option = options[Number(event.key) - 1];
    if (!option || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onChange(option.id);
  };
  return (
    <fieldset className={`choice${row ? ' choice-row' : ''}`} onKeyDown={byDigit}>
      <legend className={hideLegend ? 'unseen' : undefined}>{legend}</legend>
      {options.map((option, at) => (
        <label key={option.id} className="choice-option">
          <input
            type="radio"
            name={name}
            checked={value === option.id}
            onChange={() => onChange(option.id)}
            data-autofocus={(first && (value === option.id || (value === null && at === 0))) || undefined}
          />
          <span>
            {option.label}
            {option.hint && <small>{option.hint}</small>}
          </span>
          <KeyHint of={String(at + 1)} />
        </label>
      ))}
    </fieldset>
  );
}
