import { useAct } from '../../../desk/kit/query.ts';
import { setBesideOldChat } from '../contract.ts';

/** Which chapters go on in their old chat, for as long as they want. */
export function Beside({
  chapters,
  beside,
}: {
  chapters: readonly { id: string; name: string }[];
  beside: readonly string[];
}) {
  const set = useAct(setBesideOldChat, {
    stale: ['/api/v1/imports'],
    done: ({ beside }) =>
      beside ? 'It runs beside its old chat. Who comes in is told so.' : 'It has moved out of its old chat.',
  });
  return (
    <section>
      <h2>Beside the old chat</h2>
      <p className="soft">
        A chapter may go on in its Signal group for as long as it wants. Whoever only uses Signal installs
        nothing: asks, check-ins, test pages and shifts come to them as messages, and YES, HERE or LEFT
        answers them. Bring the group in again when new people have come; who is here already stays one
        person.
      </p>
      <div className="stack">
        {chapters.map(({ id, name }) => (
          <label className="switch" key={id}>
            <input
              type="checkbox"
              checked={beside.includes(id)}
              onChange={(event) => set.run({ params: { id }, body: { beside: event.currentTarget.checked } })}
            />
            <span>
              {name} <small>goes on in its old chat too</small>
            </span>
          </label>
        ))}
      </div>
    </section>
  );
}
