import { useCall } from '../../../desk/kit/query.ts';
import { Role } from '../../accounts/contract.ts';
import { listZones } from '../../places/contract.ts';
import { COURSES } from '../../trainings/contract.ts';
import type { Rule } from '../contract.ts';

export const emptyRule: Rule = {
  roles: ['observer'],
  courses: ['observer'],
  chapters: [],
  agreement: true,
  closed: true,
  activeDays: 0,
};

/** Who belongs: boxes to tick, a list without a tick asks for nothing. */
export function RuleForm({ rule, onChange }: { rule: Rule; onChange: (rule: Rule) => void }) {
  const { data } = useCall(listZones, {});
  const several = <T extends string>(all: readonly T[], on: readonly T[], id: T) =>
    on.includes(id) ? on.filter((one) => one !== id) : all.filter((one) => one === id || on.includes(one));
  const chapters = data?.chapters ?? [];
  const chapterIds = chapters.map((c) => c.id);
  return (
    <>
      <Boxes
        legend="Any of these parts"
        options={Role.options.map((id) => ({ id, name: id }))}
        on={rule.roles}
        onToggle={(id) => onChange({ ...rule, roles: several(Role.options, rule.roles, id) })}
      />
      <Boxes
        legend="All of these certificates, current"
        options={COURSES.map((id) => ({ id, name: id }))}
        on={rule.courses}
        onToggle={(id) => onChange({ ...rule, courses: several(COURSES, rule.courses, id) })}
      />
      <Boxes
        legend="Any of these chapters"
        options={chapters}
        on={rule.chapters}
        onToggle={(id) => onChange({ ...rule, chapters: several(chapterIds, rule.chapters, id) })}
      />
      <label className="switch">
        <input
          type="checkbox"
          checked={rule.agreement}
          onChange={(event) => onChange({ ...rule, agreement: event.currentTarget.checked })}
        />
        <span>
          Conduct agreement signed
          <small>As it reads now; whoever signed an older one has two weeks to sign anew.</small>
        </span>
      </label>
      <label className="switch">
        <input
          type="checkbox"
          checked={rule.closed ?? false}
          onChange={(event) => onChange({ ...rule, closed: event.currentTarget.checked })}
        />
        <span>
          Closed
          <small>Only who is vouched for. Leave it open for channels of training and for public ones.</small>
        </span>
      </label>
      <label className="field field-short">
        <span>Active for so many days</span>
        <input
          type="number"
          min={0}
          max={3650}
          value={rule.activeDays}
          onChange={(event) => {
            const days = Math.round(Number(event.currentTarget.value));
            onChange({ ...rule, activeDays: Math.min(3650, Math.max(0, days || 0)) });
          }}
        />
      </label>
    </>
  );
}

function Boxes<T extends string>(props: {
  legend: string;
  options: readonly { id: T; name: string }[];
  on: readonly T[];
  onToggle: (id: T) => void;
}) {
  return (
    <fieldset className="boxes">
      <legend>{props.legend}</legend>
      {props.options.map(({ id, name }) => (
        <label key={id}>
          <input type="checkbox" checked={props.on.includes(id)} onChange={() => props.onToggle(id)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
