import { useCall } from '../../../desk/kit/query.ts';
import { listZones } from '../../places/contract.ts';
import { SHIFT_ROLES, type ShiftRole } from '../contract.ts';
import { ROLES } from './words.ts';

export interface RoleValue {
  role: ShiftRole;
  chapterId: string | null;
}

/** Of what kind, and whose: the network's or one chapter's. */
export function RoleFields({ value, onChange }: { value: RoleValue; onChange: (value: RoleValue) => void }) {
  const { data } = useCall(listZones, {});
  return (
    <div className="field-row">
      <label className="field">
        <span>Role</span>
        <select
          data-autofocus
          value={value.role}
          onChange={(event) => onChange({ ...value, role: event.currentTarget.value as ShiftRole })}
        >
          {SHIFT_ROLES.map((role) => (
            <option key={role} value={role}>
              {ROLES[role]}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>For</span>
        <select
          value={value.chapterId ?? ''}
          onChange={(event) => onChange({ ...value, chapterId: event.currentTarget.value || null })}
        >
          <option value="">the whole network</option>
          {data?.chapters.map((chapter) => (
            <option key={chapter.id} value={chapter.id}>
              {chapter.name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
