import { useState } from 'react';
import { Choice } from '../../../desk/kit/choice.tsx';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { PickOne } from '../../../desk/kit/pick-one.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { capital } from '../../../desk/kit/words.ts';
import { readCurrentPlaybook } from '../../playbooks/contract.ts';
import type { Incident, IncidentDetail, Says } from '../contract.ts';
import { isFounded } from '../rules.ts';
import type { Twin } from './incident-detail.tsx';
import type { useIncidentActs } from './use-incident-acts.ts';
import { findings, says } from './words.ts';

export type Asking = 'finding' | 'conclude' | 'merge' | 'source';
type Acts = ReturnType<typeof useIncidentActs>;

interface Props {
  asking: Asking;
  detail: IncidentDetail;
  twins: readonly Twin[];
  others: readonly Incident[];
  acts: Acts;
  onClose: () => void;
}

/** What an incident's verbs ask before they act. */
export function Dialogs(props: Props) {
  const { asking, detail, acts, onClose } = props;
  if (asking === 'finding')
    return (
      <PickOne
        title="What did the check find?"
        legend="Everyone who reported hears it in one sentence."
        options={findings.filter(({ id }) => id !== 'confirmed' || detail.confirmable.offered)}
        verb="Write it down"
        onPick={(finding) => void acts.verify(finding)}
        onClose={onClose}
      />
    );
  if (asking === 'conclude') return <Conclude {...props} />;
  if (asking === 'merge') return <Merge {...props} />;
  return <AddSource acts={acts} onClose={onClose} />;
}

function Conclude({ detail, acts, onClose }: Props) {
  const playbook = useCall(readCurrentPlaybook, { query: { slug: detail.playbook } });
  const founded = detail.verification === 'confirmed';
  if (!playbook.data)
    return (
      <Dialog title="How did it end?" onClose={onClose}>
        <Loaded query={playbook}>{() => null}</Loaded>
      </Dialog>
    );
  const options = playbook.data.playbook.outcomes
    .filter((outcome) => outcome.for.includes('incident') && isFounded(outcome.id) === founded)
    .map(({ id, label }) => ({ id, label: label.en }));
  return (
    <PickOne
      title="How did it end?"
      legend="Everyone who is out is stood down, and everyone who helped hears the outcome."
      options={options}
      verb="Conclude"
      onPick={(outcome) => void acts.conclude(outcome)}
      onClose={onClose}
    >
      {!founded && (
        <p className="soft">
          It is not confirmed, so it can only end as unfounded. Confirm it first otherwise.
        </p>
      )}
    </PickOne>
  );
}

function Merge({ detail, twins, others, acts, onClose }: Props) {
  const reasons = new Map(twins.map(({ incident, reason }) => [incident.id, reason]));
  const ranked = [...twins.map(({ incident }) => incident), ...others.filter(({ id }) => !reasons.has(id))];
  return (
    <PickOne
      title={`Merge #${detail.number} into`}
      legend="Its sources move; it stays as a pointer. U takes it back."
      options={ranked.map((other) => ({
        id: other.id,
        label: `#${other.number} ${other.label}`,
        hint: reasons.get(other.id) ?? other.zone?.name,
      }))}
      first={twins[0]?.incident.id}
      verb="Merge"
      onPick={(id) => {
        const into = ranked.find((other) => other.id === id);
        if (into) void acts.merge(into);
      }}
      onClose={onClose}
    />
  );
}

const sayings = (Object.entries(says) as [Says, string][]).map(([id, label]) => ({
  id,
  label: capital(label),
}));

/** What somebody told the desk by phone, as a source. */
function AddSource({ acts, onClose }: { acts: Acts; onClose: () => void }) {
  const [saw, setSaw] = useState<Says>('seen');
  const [onScene, setOnScene] = useState(false);
  const [picture, setPicture] = useState(false);
  return (
    <Dialog title="What you saw yourself" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void acts.addSource({ kind: 'desk', says: saw, onScene, firstHand: true, picture });
        }}
      >
        <p className="soft">
          For your own eyes, as on a public camera picture sent to you. What a verifier or an observer finds
          comes from their own phone, or from the call-out on their behalf.
        </p>
        <Choice legend="Who says what" options={sayings} value={saw} onChange={setSaw} first />
        <label className="switch">
          <input
            type="checkbox"
            checked={onScene}
            onChange={(event) => setOnScene(event.currentTarget.checked)}
          />
          <span>On the scene</span>
        </label>
        <label className="switch">
          <input
            type="checkbox"
            checked={picture}
            onChange={(event) => setPicture(event.currentTarget.checked)}
          />
          <span>With a picture</span>
        </label>
        <div className="verbs">
          <VerbButton submit tone="main">
            Write it down
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
