import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { t } from './words.ts';

type Look = 'main' | 'safe' | 'danger' | 'danger-full' | 'plain' | 'quiet';

interface ButtonProps {
  look?: Look;
  icon?: Icon;
  onClick?: () => void;
  children: ComponentChildren;
  submit?: boolean;
  /** Takes no tap for half a second: where it stands, another button may just have been tapped. */
  settle?: boolean;
  pressed?: boolean;
  disabled?: boolean;
}

export function Button({
  look = 'plain',
  icon,
  onClick,
  children,
  submit,
  settle,
  pressed,
  disabled,
}: ButtonProps) {
  const settling = useSettling(settle);
  return (
    <button
      class={disabled ? `button ${look} off` : `button ${look}`}
      type={submit ? 'submit' : 'button'}
      disabled={settling || disabled}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

function useSettling(wanted = false): boolean {
  const [settling, set] = useState(wanted);
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(() => set(false), 500);
    return () => clearTimeout(timer);
  }, [wanted]);
  return settling;
}

/** The name of a screen; takes the focus when the screen comes, so that it is read out and keys start there. */
export function Title({ children }: { children: ComponentChildren }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <h1 ref={title} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** What a card says in pairs: where, when, with whom. */
export const Facts = ({ children }: { children: ComponentChildren }) => <dl>{children}</dl>;
export const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** The buttons of a card, at its foot, where the thumb is. */
export const Actions = ({ children }: { children: ComponentChildren }) => (
  <div class="actions">{children}</div>
);

interface ChoiceProps<T> {
  name: string;
  legend: string;
  options: { value: T; label: string }[];
  value: T | undefined;
  onChoose: (value: T) => void;
  /** Side by side, or one a line. */
  row?: boolean;
}

/** One of a few; large enough for a thumb. */
export const Choice = <T extends string | number | boolean>(props: ChoiceProps<T>) => (
  <fieldset class={props.row ? 'row' : undefined}>
    <legend>{props.legend}</legend>
    {props.options.map(({ value, label }) => (
      <label key={String(value)} class="option">
        <input
          type="radio"
          name={props.name}
          checked={props.value === value}
          onChange={() => props.onChoose(value)}
        />
        <span>{label}</span>
      </label>
    ))}
  </fieldset>
);

export const yesNo = () => [
  { value: true, label: t('yes') },
  { value: false, label: t('no') },
];

interface TextProps {
  label: string;
  hint?: string;
  value: string;
  onInput: (value: string) => void;
  rows?: number;
  max?: number;
}

/** Words, at most 2,000 characters unless told. */
export const Text = ({ label, hint, value, onInput, rows = 4, max = 2000 }: TextProps) => (
  <label class="text">
    <span>{label}</span>
    {hint && <small>{hint}</small>}
    <textarea rows={rows} maxLength={max} value={value} onInput={(e) => onInput(e.currentTarget.value)} />
  </label>
);

/** Opens a screen by its name in the address, so that the phone's own Back closes it. */
export const goTo = (screen: string) => {
  location.hash = screen;
};
export const goBack = () => (history.length > 1 ? history.back() : closeSheet());
/** Goes to the card that matters, without leaving a way back to what was open. */
export const closeSheet = () => location.replace('#');

/** The screen named in the address. */
export function useScreen(): string {
  const [screen, set] = useState(location.hash.slice(1));
  useEffect(() => {
    const read = () => set(location.hash.slice(1));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return screen;
}

export const Back = () => (
  <Button look="quiet" onClick={goBack}>
    {t('back')}
  </Button>
);
