import { useState } from 'react';
import { call } from '../../../desk/kit/api.ts';
import { sayProblem } from '../../../desk/kit/notices.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { saveAs } from '../../../desk/kit/save.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { csvFile } from '../../people/rules.ts';
import { type Fault, type Import, listFaults, listStayed } from '../contract.ts';
import { fields, stayed as why, faults as words } from './words.ts';

const atOnce = 20_000;

const say = ({ field, code }: Fault) => `${field ? `${fields[field]}: ` : ''}${words[code]}`;

/** What is wrong, by line. */
export function Faults({ item }: { item: Import }) {
  const { faulty, partly } = item.counts;
  const given = { params: { id: item.id }, query: { limit: '50' } };
  const query = useCall(listFaults, given, { enabled: faulty + partly > 0 });
  if (faulty + partly === 0) return null;
  return (
    <section className="stack">
      <h2>What is wrong in it</h2>
      <p className="soft">
        {faulty} rows cannot be taken; {partly} are taken without a cell. The list has lines and columns, and
        nothing of a person: you may pass it on to whoever keeps the sheet.
      </p>
      <Loaded query={query}>
        {({ items, more }) => (
          <>
            <table>
              <thead>
                <tr>
                  <th scope="col">Line</th>
                  <th scope="col">What is wrong</th>
                  <th scope="col">The row</th>
                </tr>
              </thead>
              <tbody>
                {items.map((fault) => (
                  <tr key={`${fault.line} ${fault.code} ${fault.field}`}>
                    <th scope="row">{fault.line}</th>
                    <td>{say(fault)}</td>
                    <td>{fault.taken ? 'taken without it' : 'not taken'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {more && <p className="soft">and more; all of them are in the file.</p>}
            <Download id={item.id} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Download({ id }: { id: string }) {
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    await allFaults(id).then(save, sayProblem);
    setBusy(false);
  };
  return (
    <div className="verbs">
      <VerbButton busy={busy} onClick={() => void take()}>
        Save the list
      </VerbButton>
    </div>
  );
}

async function allFaults(id: string): Promise<Fault[]> {
  const all: Fault[] = [];
  for (let more = true; more; ) {
    const after = String(all.at(-1)?.line ?? 0);
    const page = await call(listFaults, { params: { id }, query: { after, limit: String(atOnce) } });
    all.push(...page.items);
    more = page.more;
  }
  return all;
}

/** From memory to the disk of who asked. */
function save(all: Fault[]) {
  const lines = all.map((f) => [String(f.line), say(f), f.taken ? 'taken without it' : 'not taken']);
  const text = csvFile([['line', 'what is wrong', 'the row'], ...lines]);
  saveAs(new Blob([text], { type: 'text/csv;charset=utf-8' }), 'what-is-wrong.csv');
}

/** Who stayed at an undo, with the reason. */
export function Stayed({ id }: { id: string }) {
  const query = useCall(listStayed, { params: { id } });
  return (
    <section className="stack">
      <h2>Who stayed</h2>
      <Loaded query={query}>
        {({ items }) => (
          <ul className="plain-list">
            {items.map(({ personId, callSign, why: code }) => (
              <li key={personId}>
                <span>{callSign}</span>
                <span className="soft">{why[code]}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}
