import { type Member, PickMember } from '../../../desk/kit/pick-member.tsx';
import { capital } from '../../../desk/kit/words.ts';
import { SHIFT_ROLES, type ShiftRole } from '../../shifts/contract.ts';
import { type Kind, MANNERS, type Manner, type Step, type Target } from '../contract.ts';
import { GROUP_ROLES, MANNER_NAMES, roleText } from './words.ts';

interface Props {
  kind: Kind;
  step: Step;
  n: number;
  signs: ReadonlyMap<string, string>;
  onChange: (step: Step) => void;
  onName: (member: Member) => void;
}

/** What stands in the list of whom to page, and the target that it means. */
const codeOf = (to: Target): string =>
  to.who === 'shift' || to.who === 'role' ? `${to.who} ${to.role}` : to.who;

function targetOf(value: string, before: Target): Target {
  const [who, role] = value.split(' ');
  if (who === 'shift')
    return { who, role: role as ShiftRole, otherwise: before.who === 'shift' ? before.otherwise : null };
  if (who === 'role')
    return {
      who,
      role: role as (typeof GROUP_ROLES)[number],
      ofChapter: before.who === 'role' ? before.ofChapter : role === 'coordinator',
    };
  if (who === 'person') return { who, personId: before.who === 'person' ? before.personId : '' };
  if (who === 'taker') return { who, most: 5 };
  if (who === 'self') return { who };
  return { who: 'always' };
}

/** One step: whom, how loud, how long they have. */
export function StepFields({ kind, step, n, signs, onChange, onName }: Props) {
  const { to, manner, minutes } = step;
  const named = to.who === 'person' ? signs.get(to.personId) : undefined;
  return (
    <fieldset className="plan-step">
      <legend>Step {n + 1}</legend>
      <div className="field-row">
        <label className="field">
          <span>Page</span>
          <select
            value={codeOf(to)}
            onChange={(event) => onChange({ ...step, to: targetOf(event.currentTarget.value, to) })}
          >
            <optgroup label="Who is on shift now">
              {SHIFT_ROLES.map((role) => (
                <option key={role} value={`shift ${role}`}>
                  {capital(roleText(role))} on shift
                </option>
              ))}
            </optgroup>
            <optgroup label="Everyone with a role">
              {GROUP_ROLES.map((role) => (
                <option key={role} value={`role ${role}`}>
                  {capital(roleText(role))}, all
                </option>
              ))}
            </optgroup>
            <option value="person">One person…</option>
            {(kind === 'gap' || kind === 'gapNow') && <option value="taker">Who could take it</option>}
            {(kind === 'noBuddy' || kind === 'noBuddyNow') && <option value="self">Whom it is about</option>}
            <option value="always">Who is always there</option>
          </select>
        </label>
        <label className="field">
          <span>How</span>
          <select
            value={manner}
            onChange={(event) => onChange({ ...step, manner: event.currentTarget.value as Manner })}
          >
            {MANNERS.map((one) => (
              <option key={one} value={one}>
                {capital(MANNER_NAMES[one])}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>Minutes to answer</span>
          <input
            type="number"
            required
            min={1}
            max={1440}
            value={Number.isNaN(minutes) ? '' : minutes}
            onChange={(event) => onChange({ ...step, minutes: event.currentTarget.valueAsNumber })}
          />
        </label>
      </div>
      {to.who === 'shift' && (
        <label className="field">
          <span>Where nobody is on shift for that</span>
          <select
            value={to.otherwise ?? ''}
            onChange={(event) =>
              onChange({
                ...step,
                to: { ...to, otherwise: (event.currentTarget.value || null) as ShiftRole | null },
              })
            }
          >
            <option value="">Go on at once</option>
            {SHIFT_ROLES.filter((role) => role !== to.role).map((role) => (
              <option key={role} value={role}>
                Page {roleText(role)} on shift
              </option>
            ))}
          </select>
        </label>
      )}
      {to.who === 'role' && (
        <label className="check">
          <input
            type="checkbox"
            checked={to.ofChapter}
            onChange={(event) => onChange({ ...step, to: { ...to, ofChapter: event.currentTarget.checked } })}
          />
          <span>Only those of the chapter that it is about; where it has none, all of them</span>
        </label>
      )}
      {to.who === 'person' && (
        <>
          {named && (
            <p>
              Now: <strong>{named}</strong>
            </p>
          )}
          <PickMember
            picked={named !== undefined}
            onPick={(member) => {
              if (!member) return;
              onName(member);
              onChange({ ...step, to: { who: 'person', personId: member.id } });
            }}
          />
        </>
      )}
    </fieldset>
  );
}
