import { type Html, type HtmlValue, html } from '../platform/html/index.ts';
import type { Lang } from '../platform/i18n/index.ts';
import { say } from './words.ts';

type Question = {
  name: string;
  label: HtmlValue;
  hint?: HtmlValue;
  /** What is wrong with the answer and what to do. */
  error?: string | undefined;
  /** The question is the page's title: one question a page. */
  heading?: boolean;
};
type Field = Question & {
  value?: string | undefined;
  type?: 'text' | 'tel' | 'email' | 'date' | 'time' | 'number';
  autocomplete?: string;
  maxlength?: number;
};
type Textarea = Question & { value?: string | undefined; rows?: number; maxlength?: number };
type Choice = { value: string; label: HtmlValue; hint?: HtmlValue };
type Choices = Question & { options: readonly Choice[]; value?: string | undefined };
type Checks = Question & { options: readonly Choice[]; values: readonly string[] };
type Select = Question & {
  /** The first may be empty: "choose one". */
  groups: readonly { label?: string; options: readonly { value: string; label: string }[] }[];
  value?: string | undefined;
};
type FileInput = Question & { accept?: string; multiple?: boolean };

/** A one-line answer. */
export const field = (of: Field): Html =>
  question(
    of,
    html`<input ${control(of)} type="${of.type ?? 'text'}" value="${of.value}" autocomplete="${of.autocomplete ?? 'off'}"${limit(of.maxlength)}>`,
  );

/** An answer of several lines. The line break after the tag is HTML's own and keeps a leading one of the answer. */
export const textarea = (of: Textarea): Html =>
  question(
    of,
    html`<textarea ${control(of)} rows="${of.rows ?? 4}"${limit(of.maxlength)}>
${of.value}</textarea>`,
  );

/** Pictures or video; the form needs `enctype="multipart/form-data"`. */
export const fileInput = (of: FileInput): Html =>
  question(
    of,
    html`<input ${control(of)} type="file"${of.accept && html` accept="${of.accept}"`}${of.multiple && html` multiple`}>`,
  );

/** One of several answers, all in sight. */
export const choices = (
  of: Choices,
): Html => html`<fieldset class="question"${invalidGroup(of)}${describedBy(of)}>
<legend>${title(of, of.label)}</legend>
${hintAndError(of)}
${of.options.map((option, i) => {
  const id = i === 0 ? of.name : `${of.name}-${i + 1}`;
  const checked = option.value === of.value && html` checked`;
  return html`<div class="choice"><input type="radio" id="${id}" name="${of.name}" value="${option.value}"${checked}>
<label for="${id}">${option.label}${option.hint && html` <small>${option.hint}</small>`}</label></div>
`;
})}
</fieldset>`;

/** Any of several answers; each is a field of its own, `want-observer`, since a repeated name keeps its last value. */
export const checks = (
  of: Checks,
): Html => html`<fieldset class="question"${invalidGroup(of)}${describedBy(of)}>
<legend>${title(of, of.label)}</legend>
${hintAndError(of)}
${of.options.map(({ value, label, hint }, i) => {
  const id = i === 0 ? of.name : `${of.name}-${i + 1}`;
  const checked = of.values.includes(value) && html` checked`;
  return html`<div class="choice"><input type="checkbox" id="${id}" name="${of.name}-${value}" value="1"${checked}>
<label for="${id}">${label}${hint && html` <small>${hint}</small>`}</label></div>
`;
})}
</fieldset>`;

/** What was ticked of `checks` by that name, of these values. */
export const ticked = <V extends string>(
  form: Readonly<Record<string, string>>,
  name: string,
  values: readonly V[],
): V[] => values.filter((value) => form[`${name}-${value}`]);

/** One of many answers, out of a list in groups. */
export const select = (of: Select): Html =>
  question(
    of,
    html`<select ${control(of)}>
${of.groups.map(({ label, options }) => {
  const own = options.map(
    (option) =>
      html`<option value="${option.value}"${option.value === of.value && html` selected`}>${option.label}</option>
`,
  );
  return label ? html`<optgroup label="${label}">${own}</optgroup>` : own;
})}
</select>`,
  );

/**
 * Every field's error at once, each a link to its field; first in the page's body. Nothing when there is none. `wrote`
 * is what the form came with: only where it holds something is anything kept.
 */
export function errorSummary(
  lang: Lang,
  errors: Readonly<Record<string, string | undefined>>,
  wrote: readonly (string | null | undefined)[] = [],
): HtmlValue {
  const found = Object.entries(errors).filter(([, message]) => message);
  if (found.length === 0) return null;
  return html`<section class="errors" role="alert" aria-labelledby="errors">
<h2 id="errors">${say(lang, 'errors', { count: found.length })}</h2>
<ul>${found.map(([name, message]) => html`<li><a href="#${name}">${message}</a></li>`)}</ul>
${wrote.some(Boolean) && html`<p>${say(lang, 'errorsKept')}</p>`}
</section>`;
}

/** Sends the form; `name` and `value` tell several buttons of one form apart. */
export const button = (
  label: HtmlValue,
  { name, value, quiet }: { name?: string; value?: string; quiet?: boolean } = {},
): Html =>
  html`<button${quiet && html` class="quiet"`}${name && html` name="${name}" value="${value}"`}>${label}</button>`;

/** To the page before; a link, so that it works however one came here. */
export const backLink = (lang: Lang, href: string): Html =>
  html`<p class="back"><a href="${href}">${say(lang, 'back')}</a></p>`;

const question = (of: Question, input: Html) => html`<div class="question"${of.error && html` data-invalid`}>
${title(of, html`<label for="${of.name}">${of.label}</label>`)}
${hintAndError(of)}
${input}
</div>`;

const title = (of: Question, label: HtmlValue) => (of.heading ? html`<h1>${label}</h1>` : label);

const hintAndError = (of: Question) => [
  of.hint && html`<p class="hint" id="${of.name}-hint">${of.hint}</p>`,
  of.error && html`<p class="error" id="${of.name}-error">${of.error}</p>`,
];

const control = (of: Question) =>
  html`id="${of.name}" name="${of.name}"${describedBy(of)}${of.error && html` aria-invalid="true"`}`;

const invalidGroup = (of: Question) => of.error && html` data-invalid`;

const limit = (maxlength: number | undefined) => maxlength !== undefined && html` maxlength="${maxlength}"`;

function describedBy(of: Question): HtmlValue {
  const ids = [of.hint && `${of.name}-hint`, of.error && `${of.name}-error`].filter(Boolean).join(' ');
  return ids !== '' && html` aria-describedby="${ids}"`;
}
