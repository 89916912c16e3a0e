import { useState } from 'react';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Field, type Import, mapImport } from '../contract.ts';
import { fieldsOf } from '../rules.ts';
import { fields as words } from './words.ts';

interface ColumnsProps {
  item: Import;
  columns: { name: string; field: Field }[];
  first: { line: number; cells: string[] }[];
}

/** What each column holds, guessed and changeable, over the first rows. */
export function Columns({ item, columns, first }: ColumnsProps) {
  const [chosen, setChosen] = useState(columns.map(({ field }) => field));
  const [header, setHeader] = useState(item.format?.header ?? false);
  const map = useAct(mapImport, {
    stale: ['/api/v1/imports'],
    done: () => 'Every row is being looked at; nothing is written.',
  });
  const fields = fieldsOf(item.kind);
  const choose = (at: number, field: Field) => setChosen(chosen.map((f, i) => (i === at ? field : f)));
  return (
    <section className="stack">
      <h2>What its columns hold</h2>
      <p className="soft">A guess; change what is wrong. What we do not need is left out and never stored.</p>
      <div className="import-table">
        <table>
          <thead>
            <tr>
              <th scope="col">Line</th>
              {columns.map(({ name }, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
                <th scope="col" key={i}>
                  <span>{name}</span>
                  <select
                    aria-label={`${name} holds`}
                    value={chosen[i]}
                    onChange={(event) => choose(i, event.currentTarget.value as Field)}
                  >
                    {fields.map((field) => (
                      <option key={field} value={field}>
                        {words[field]}
                      </option>
                    ))}
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first.map(({ line, cells }) => (
              <tr key={line}>
                <th scope="row">{line}</th>
                {columns.map((_, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
                  <td key={i} className={chosen[i] === 'skip' ? 'soft' : undefined}>
                    {cells[i]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {item.kind !== 'osdi' && (
        <label className="switch">
          <input
            type="checkbox"
            checked={header}
            onChange={(event) => setHeader(event.currentTarget.checked)}
          />
          <span>
            The first row names the columns
            <small>Take the mark away where it is a person already.</small>
          </span>
        </label>
      )}
      <div className="verbs">
        <VerbButton
          tone={item.state === 'mapping' ? 'main' : undefined}
          busy={map.busy}
          onClick={() => map.run({ params: { id: item.id }, body: { fields: chosen, header } })}
        >
          {item.state === 'mapping' ? 'Look at every row' : 'Look at every row again'}
        </VerbButton>
      </div>
    </section>
  );
}
