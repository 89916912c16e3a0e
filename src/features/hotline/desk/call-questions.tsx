import { Choice } from '../../../desk/kit/choice.tsx';
import type { Playbook, Question } from '../../playbooks/contract.ts';
import { limits } from '../contract.ts';
import { type Fields, furtherQuestions, type Lang } from './call-form.ts';
import { Where } from './where.tsx';

interface Props {
  fields: Fields;
  lang: Lang;
  set: (change: Fields) => void;
}

const ask = (questions: readonly Question[], id: string, fallback: string) =>
  questions.find((question) => question.id === id)?.ask.en ?? fallback;

const now = [
  { id: 'now', label: 'Now' },
  { id: 'before', label: 'Before' },
] as const;

/** What, where, now-or-before; and the switch that sends it to the legal desk instead. */
export function FirstThree({ questions, fields, set }: Props & { questions: readonly Question[] }) {
  const detained = fields.kind === 'detained';
  return (
    <div className="stack">
      <label className={detained ? 'switch switch-restricted' : 'switch'}>
        <input
          type="checkbox"
          checked={detained}
          onChange={(event) => set({ kind: event.currentTarget.checked ? 'detained' : '' })}
        />
        <span>
          Someone was detained
          {detained && (
            <small>■ Restricted: only the legal desk can open this. It does not appear on the board.</small>
          )}
        </span>
      </label>
      <label className="field">
        <span>{ask(questions, 'what', 'What do they see?')}</span>
        <textarea
          // biome-ignore lint/a11y/noAutofocus: the caller is on the line; the operator types at once
          autoFocus
          rows={3}
          maxLength={limits.words}
          value={fields.what ?? ''}
          onChange={(event) => set({ what: event.currentTarget.value })}
        />
      </label>
      <Where question={ask(questions, 'where', 'Where is it?')} fields={fields} set={set} />
      <Choice
        legend={ask(questions, 'live', 'Now or before?')}
        row
        options={now}
        value={(fields.live || null) as 'now' | 'before' | null}
        onChange={(live) => set({ live })}
      />
    </div>
  );
}

/** The rest, in the playbook's order; any may be skipped. */
export function Further({ playbook, fields, set }: Props & { playbook: Playbook }) {
  return (
    <fieldset className="stack further">
      <legend>The rest, if there is time</legend>
      {furtherQuestions(playbook).map((question) => (
        <One key={question.id} question={question} value={fields[question.id] ?? ''} set={set} />
      ))}
      <label className="field">
        <span>A number where it is safe to call back (they can say no)</span>
        <input
          value={fields.contact ?? ''}
          maxLength={limits.contact}
          autoComplete="off"
          onChange={(event) => set({ contact: event.currentTarget.value })}
        />
      </label>
    </fieldset>
  );
}

const yesNo = [
  { id: 'yes', label: 'Yes' },
  { id: 'no', label: 'No' },
] as const;

function One({ question, value, set }: { question: Question; value: string; set: Props['set'] }) {
  const { id, kind, ask, hint } = question;
  const change = (answer: string) => set({ [id]: answer });
  if (kind === 'choice' || kind === 'yesno') {
    const options =
      kind === 'yesno' ? yesNo : (question.options ?? []).map((one) => ({ id: one.id, label: one.label.en }));
    return <Choice row legend={ask.en} options={options} value={value || null} onChange={change} />;
  }
  const type = kind === 'time' ? 'time' : 'text';
  return (
    <label className="field">
      <span>
        {ask.en} {hint && <small>{hint.en}</small>}
      </span>
      <input
        type={type}
        inputMode={kind === 'number' ? 'numeric' : undefined}
        className={kind === 'text' || kind === 'place' ? undefined : 'short'}
        maxLength={limits.answer}
        value={value}
        autoComplete="off"
        onChange={(event) => change(event.currentTarget.value)}
      />
    </label>
  );
}
