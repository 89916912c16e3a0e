import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Loaded, Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { REMINDERS, readShiftNotices, type ShiftNotices, setShiftNotices } from '../contract.ts';

const wayNames: Record<ShiftNotices['ways'][number], string> = {
  wall: 'the phone wall',
  push: 'push to the field app',
  signal: 'Signal',
  whatsapp: 'WhatsApp',
  sms: 'text',
  voice: 'a call',
  email: 'e-mail',
};

const long = (minutes: number) =>
  minutes < 60 ? `${minutes} minutes` : minutes === 60 ? '1 hour' : `${minutes / 60} hours`;

/** How I hear of my shifts and of the rota. */
export function Notices({ onClose }: { onClose: () => void }) {
  const query = useCall(readShiftNotices, {});
  return (
    <Dialog title="What I am told" onClose={onClose}>
      <Loaded query={query}>
        {(set) => <NoticesForm key={JSON.stringify(set)} set={set} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

function NoticesForm({ set, onClose }: { set: ShiftNotices; onClose: () => void }) {
  const [reminders, setReminders] = useState(set.reminders);
  const [digest, setDigest] = useState(set.digest);
  const [way, setWay] = useState(set.way);
  const act = useAct(setShiftNotices, {
    stale: ['/api/v1/me/shift-notices'],
    quiet: true,
    done: () => 'Kept.',
    after: onClose,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        act.run({ body: { reminders, digest, way } });
      }}
    >
      {set.hasDigest && (
        <label className="check">
          <input
            type="checkbox"
            checked={digest}
            onChange={(event) => setDigest(event.currentTarget.checked)}
          />
          <span>Each morning: who is on now and next, and what is short this week</span>
        </label>
      )}
      <fieldset className="check-row">
        <legend>Remind me of a shift before it begins (at most four)</legend>
        {REMINDERS.map((minutes) => (
          <label key={minutes} className="check">
            <input
              type="checkbox"
              checked={reminders.includes(minutes)}
              disabled={!reminders.includes(minutes) && reminders.length >= 4}
              onChange={(event) =>
                setReminders(
                  event.currentTarget.checked
                    ? [...reminders, minutes]
                    : reminders.filter((m) => m !== minutes),
                )
              }
            />
            <span>{long(minutes)}</span>
          </label>
        ))}
      </fieldset>
      <p className="soft">
        Never between 10 at night and 8: one that falls there comes in the morning or the evening before.
      </p>
      <label className="field">
        <span>By</span>
        <select
          value={way ?? ''}
          onChange={(event) => setWay((event.currentTarget.value || null) as ShiftNotices['way'])}
        >
          <option value="">the way that everything comes</option>
          {set.ways.map((one) => (
            <option key={one} value={one}>
              {wayNames[one]}
            </option>
          ))}
        </select>
      </label>
      {act.problem && <Trouble error={act.problem} />}
      <div className="verbs">
        <VerbButton submit tone="main" busy={act.busy}>
          Keep this
        </VerbButton>
      </div>
    </form>
  );
}
