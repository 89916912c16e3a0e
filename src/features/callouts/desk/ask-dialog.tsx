import { Flag } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Choice } from '../../../desk/kit/choice.tsx';
import { Cost } from '../../../desk/kit/cost.tsx';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { languageChoices } from '../../../desk/kit/languages.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { LURE_SIGNS } from '../../../desk/kit/words.ts';
import type { IncidentDetail } from '../../incidents/contract.ts';
import { readCurrentPlaybook } from '../../playbooks/contract.ts';
import {
  type Assignment,
  type Callout,
  type Manner,
  type Meet,
  type Purpose,
  previewCallout,
} from '../contract.ts';
import { partsFor, sizesFor, whyNot } from './ask-rules.ts';
import { MeetPoint } from './meet-point.tsx';
import { Preview } from './preview.tsx';
import { Relieved } from './relieved.tsx';
import { useStartCallout } from './use-callout-acts.ts';

const manners: { id: Manner; label: string; hint: string }[] = [
  { id: 'pair', label: 'As a pair', hint: 'Go there together' },
  { id: 'vantage', label: 'From a public place', hint: 'Look without going close' },
];

const titles: Record<Purpose, string> = {
  verify: 'Ask verifiers',
  observe: 'Ask observers',
  relief: 'Ask for relief',
};

interface Props {
  incident: IncidentDetail;
  purpose: Purpose;
  /** Those on the scene, who can be relieved. */
  there: readonly Assignment[];
  /** Call-outs for the same that still ask. */
  asked: readonly Callout[];
  onClose: () => void;
}

/** Who is asked, to meet where, for what: with who could come before anyone is asked. */
export function AskDialog({ incident, purpose, there, asked, onClose }: Props) {
  const [meet, setMeet] = useState<Meet | null>(null);
  const [relieves, setRelieves] = useState(there.map((one) => one.id));
  const [wanted, setWanted] = useState('2');
  const [manner, setManner] = useState<Manner>(incident.lureSigns.length > 0 ? 'vantage' : 'pair');
  const [minutes, setMinutes] = useState('30');
  const [language, setLanguage] = useState('');
  const [brief, setBrief] = useState('');
  const { data: playbooks } = useCall(readCurrentPlaybook, { query: { slug: incident.playbook } });
  const start = useStartCallout(onClose);
  // One act, however often it is tried.
  const id = useRef(newId());
  const within = Math.min(240, Math.max(1, Number(minutes) || 30));
  const at = meet ?? incident.point;
  const preview = useCall(
    previewCallout,
    {
      query: {
        purpose,
        lat: at?.lat ?? 0,
        lon: at?.lon ?? 0,
        minutes: within,
        language: language || undefined,
      },
    },
    { enabled: at !== null, keep: true },
  );
  const facts = preview.data;
  const room = Math.min(4, facts?.free ?? 4);
  const sizes = sizesFor(purpose, manner);
  const size =
    purpose === 'relief'
      ? relieves.length
      : Math.min(Number(sizes.includes(wanted) ? wanted : '2'), Math.max(1, room));
  const priced = at &&
    size > 0 &&
    !facts?.stopped && {
      what: 'ask' as const,
      facts: {
        ...{
          purpose,
          lat: String(at.lat),
          lon: String(at.lon),
          minutes: String(within),
          wanted: String(size),
        },
        ...(language && { language }),
      },
    };
  const refusal = whyNot({ purpose, meet, relieved: relieves.length, facts });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!meet || refusal) return;
    start.run({
      body: {
        id: id.current,
        incidentId: incident.id,
        purpose,
        manner: purpose === 'verify' ? manner : 'pair',
        wanted: size,
        roles: partsFor(
          purpose,
          size,
          playbooks?.playbook.roles.map((role) => role.id),
        ),
        languages: language ? [language] : undefined,
        meet,
        brief: brief.trim() || undefined,
        minutes: within,
        relieves: purpose === 'relief' ? relieves : undefined,
      },
    });
  };

  return (
    <Dialog title={titles[purpose]} onClose={onClose} wide>
      <form className="ask" onSubmit={submit}>
        <div className="ask-form">
          {asked.map((one) => (
            <p key={one.id} className="needs">
              ▲ {one.code} still asks for the same: {one.filled} of {one.wanted} since <Clock at={one.at} />.
              This one asks others besides.
            </p>
          ))}
          {purpose === 'verify' && incident.lureSigns.length > 0 && (
            <p className="lure">
              <Flag size={14} aria-hidden="true" /> <strong>Could be a lure:</strong>{' '}
              {incident.lureSigns.map((sign) => LURE_SIGNS[sign]).join(', ')}.
            </p>
          )}
          {purpose === 'relief' && <Relieved there={there} chosen={relieves} onChoose={setRelieves} />}
          <MeetPoint point={incident.point} label={incident.label} value={meet} onChange={setMeet} />
          {purpose === 'verify' && (
            <Choice legend="How" options={manners} value={manner} onChange={setManner} />
          )}
          {sizes.length > 1 && (
            <Choice
              legend="How many"
              row
              options={sizes.map((id) => ({ id, label: id }))}
              value={wanted}
              onChange={setWanted}
            />
          )}
          <div className="ask-row">
            <label className="field">
              <span>Needed within, minutes</span>
              <input
                inputMode="numeric"
                value={minutes}
                onChange={(event) => setMinutes(event.currentTarget.value)}
              />
            </label>
            <label className="field">
              <span>Language</span>
              <select value={language} onChange={(event) => setLanguage(event.currentTarget.value)}>
                <option value="">any</option>
                {languageChoices.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <label className="field">
            <span>What to know (shown after a yes)</span>
            <textarea
              rows={2}
              maxLength={300}
              placeholder="From where to come, what to look for, when to report back"
              value={brief}
              onChange={(event) => setBrief(event.currentTarget.value)}
            />
          </label>
        </div>
        <Preview
          facts={facts}
          error={preview.error}
          hasPlace={at !== null}
          oneForOne={purpose === 'relief'}
        />
        <div className="ask-foot">
          {start.problem && <Trouble error={start.problem} />}
          <p className="soft">
            Every ask says: you are never obliged. The meet point is told only after a yes.
          </p>
          <Cost of={priced || null} />
          <div className="verbs">
            <VerbButton
              submit
              first
              tone="main"
              busy={start.busy}
              disabled={refusal !== null}
              why={refusal ?? undefined}
            >
              {start.busy ? 'Asking…' : `Ask for ${size}`}
            </VerbButton>
            {refusal && <span className="soft">{refusal}</span>}
          </div>
        </div>
      </form>
    </Dialog>
  );
}
