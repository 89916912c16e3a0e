import { Combobox, useCombobox } from '@mantine/core';
import { useId } from 'react';
import { useCall } from '../../../desk/kit/query.ts';
import { useSettled } from '../../../desk/kit/settled.ts';
import { findCrossings } from '../../places/contract.ts';
import { limits } from '../contract.ts';
import type { Fields } from './call-form.ts';

/** Where it is: free words, with crossings of that name to choose from by arrow keys. */
export function Where(props: { question: string; fields: Fields; set: (change: Fields) => void }) {
  const { question, fields, set } = props;
  const typed = fields.where ?? '';
  const wanted = useSettled(typed.trim(), 200);
  const exact = Boolean(fields.lat);
  const { data } = useCall(
    findCrossings,
    { query: { q: wanted } },
    { enabled: wanted.length > 2 && !exact, keep: true },
  );
  const found = exact ? [] : (data?.items ?? []).slice(0, 5);
  const box = useCombobox();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{question}</label>
      <Combobox
        store={box}
        withinPortal={false}
        onOptionSubmit={(chosen) => {
          const crossing = found.find((one) => one.id === chosen);
          if (crossing) set({ where: crossing.name, lat: String(crossing.lat), lon: String(crossing.lon) });
          box.closeDropdown();
        }}
      >
        <Combobox.Target>
          <input
            id={id}
            value={typed}
            maxLength={limits.where}
            autoComplete="off"
            placeholder="Two streets that cross are best"
            onFocus={() => box.openDropdown()}
            onBlur={() => box.closeDropdown()}
            onChange={(event) => {
              set({ where: event.currentTarget.value, lat: '', lon: '' });
              box.openDropdown();
              box.resetSelectedOption();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={found.length === 0}>
          <Combobox.Options aria-label="Crossings of that name">
            {found.map((crossing) => (
              <Combobox.Option key={crossing.id} value={crossing.id}>
                {crossing.name}
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <small>
        {exact ? '✓ A known crossing: the place is exact.' : 'Arrow down for crossings of that name.'}
      </small>
    </div>
  );
}
