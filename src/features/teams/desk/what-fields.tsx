import { languageChoices } from '../../../desk/kit/languages.ts';
import { plain } from '../../../desk/kit/words.ts';
import { COURSES } from '../../trainings/contract.ts';
import { NEED_ROLES, SKILLS, type What } from '../contract.ts';
import { courses, skills } from './words.ts';

/** What is needed of a person: four choices, of which one at least is made. */
export function WhatFields({ value, onChange }: { value: What; onChange: (what: What) => void }) {
  const set = (part: Partial<What>) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...value, ...part }).filter(([, chosen]) => chosen),
      ) as unknown as What,
    );
  return (
    <>
      <Pick
        label="Can do"
        value={value.skill}
        options={SKILLS.map((id) => [id, skills[id]])}
        onPick={(skill) => set({ skill: skill as What['skill'] })}
      />
      <Pick
        label="Speaks"
        value={value.language}
        options={languageChoices.map(({ code, name }) => [code, name])}
        onPick={(language) => set({ language })}
      />
      <Pick
        label="Holds"
        value={value.course}
        options={COURSES.map((id) => [id, courses[id]])}
        onPick={(course) => set({ course: course as What['course'] })}
      />
      <Pick
        label="Is"
        value={value.role}
        options={NEED_ROLES.map((id) => [id, plain(id)])}
        onPick={(role) => set({ role: role as What['role'] })}
      />
    </>
  );
}

export const Pick = (props: {
  label: string;
  value: string | undefined;
  none?: string;
  options: readonly (readonly [value: string, word: string])[];
  onPick: (value: string | undefined) => void;
}) => (
  <label className="field">
    <span>{props.label}</span>
    <select
      value={props.value ?? ''}
      onChange={(event) => props.onPick(event.currentTarget.value || undefined)}
    >
      <option value="">{props.none ?? 'anything'}</option>
      {props.options.map(([value, word]) => (
        <option key={value} value={value}>
          {word}
        </option>
      ))}
    </select>
  </label>
);
