import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { plain } from '../../../desk/kit/words.ts';
import { LANGS, OWN_NAMES } from '../../../platform/i18n/lang.ts';
import { WANTS, type Want } from '../../joining/contract.ts';
import { checkIn, type Meeting } from '../contract.ts';

/** Somebody at the door who had not said that they come; who wants to join gives a way to be reached. */
export function SignUp({ meeting, door, onClose }: { meeting: Meeting; door: number; onClose: () => void }) {
  const [id] = useState(newId);
  const [name, setName] = useState('');
  const [reach, setReach] = useState('');
  const [language, setLanguage] = useState<string>('en');
  const [wants, setWants] = useState<Want[]>([]);
  const act = useAct(checkIn, {
    stale: ['/api/v1/meetings'],
    quiet: true,
    done: ({ joined, count }) =>
      `${joined ? 'They are here and asked to join.' : 'They are here.'} ${count} in all.`,
    after: onClose,
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    const at = new Date().toISOString();
    act.run({ params: { id: meeting.id }, body: { id, name, reach, language, wants, door, at } });
  };
  return (
    <Dialog title="Sign somebody up" onClose={onClose}>
      <form className="stack" onSubmit={save}>
        <label className="field">
          <span>Name</span>
          <input
            data-autofocus
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <small className="soft">Any name; may be empty.</small>
        </label>
        <label className="field">
          <span>Telephone number or e-mail</span>
          <input maxLength={200} value={reach} onChange={(event) => setReach(event.currentTarget.value)} />
          <small className="soft">Only needed by who wants to join.</small>
        </label>
        <label className="field">
          <span>Language</span>
          <select value={language} onChange={(event) => setLanguage(event.currentTarget.value)}>
            {LANGS.map((lang) => (
              <option key={lang} value={lang}>
                {OWN_NAMES[lang]}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="boxes">
          <legend>Wants to</legend>
          {WANTS.map((want) => (
            <label key={want}>
              <input
                type="checkbox"
                checked={wants.includes(want)}
                onChange={() =>
                  setWants(wants.includes(want) ? wants.filter((w) => w !== want) : [...wants, want])
                }
              />{' '}
              {want === 'firstaid' ? 'first aid' : plain(want)}
            </label>
          ))}
        </fieldset>
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            busy={act.busy}
            disabled={wants.length > 0 && !reach.trim()}
            why="Who wants to join gives a number or an e-mail address"
          >
            They are here
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
