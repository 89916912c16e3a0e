import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { ForChapter } from '../../../desk/kit/for-chapter.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listZones } from '../../places/contract.ts';
import { changeTeam, makeTeam, type Team, type TeamNeed } from '../contract.ts';
import { stale } from './asking.tsx';
import { Pick, WhatFields } from './what-fields.tsx';
import { whatWords } from './words.ts';

interface Props {
  team?: Team;
  /** Chapters for which one may make a team; null: any. */
  makes: string[] | null;
  onClose: () => void;
}

/** A new team, or other words and needs for one that is there. */
export function TeamForm({ team, makes, onClose }: Props) {
  const { data: places } = useCall(listZones, {});
  const [id] = useState(newId);
  const [name, setName] = useState(team?.name ?? '');
  const [does, setDoes] = useState(team?.does ?? '');
  const [needs, setNeeds] = useState<TeamNeed[]>(team?.needs ?? []);
  const [chapterId, setChapter] = useState<string | null>(makes?.[0] ?? null);
  const make = useAct(makeTeam, { stale, done: () => 'The team is made.', after: onClose });
  const change = useAct(changeTeam, { stale, done: () => 'The team is changed.', after: onClose });
  const all = needs.every((need) => whatWords(need) !== '');
  const ready = name.trim().length >= 2 && does.trim().length >= 2 && all;
  const send = () => {
    const body = { name: name.trim(), does: does.trim(), needs };
    if (team) change.run({ params: { id: team.id }, body });
    else make.run({ body: { id, chapterId, ...body } });
  };
  return (
    <Dialog title={team ? `Change “${team.name}”` : 'Make a team'} onClose={onClose} wide>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) send();
        }}
      >
        <label className="field">
          <span>Name</span>
          <input
            data-autofocus
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <span>What it does, for members to read</span>
          <textarea
            rows={2}
            value={does}
            maxLength={300}
            onChange={(event) => setDoes(event.currentTarget.value)}
          />
        </label>
        {!team && makes === null && (
          <ForChapter chapters={places?.chapters} value={chapterId} onChange={setChapter} />
        )}
        {!team && makes && makes.length > 1 && (
          <Pick
            label="For"
            none="choose"
            value={chapterId ?? undefined}
            options={(places?.chapters ?? []).filter((c) => makes.includes(c.id)).map((c) => [c.id, c.name])}
            onPick={(picked) => setChapter(picked ?? makes[0]!)}
          />
        )}
        <Needs needs={needs} onChange={setNeeds} />
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            busy={make.busy || change.busy}
            disabled={!ready}
            why={all ? 'Give it a name, and say what it does' : 'Say of each need what it is'}
          >
            {team ? 'Change it' : 'Make it'}
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}

const most = 8;

function Needs({ needs, onChange }: { needs: TeamNeed[]; onChange: (needs: TeamNeed[]) => void }) {
  const set = (at: number, need: TeamNeed) => onChange(needs.map((one, i) => (i === at ? need : one)));
  return (
    <fieldset className="team-needs">
      <legend>What it needs</legend>
      {needs.map((need, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a need has no other name, and none is moved
        <fieldset key={at} className="need-form">
          <legend className="unseen">Need {at + 1}</legend>
          <label className="field">
            <span>How many</span>
            <input
              className="short"
              type="number"
              min={1}
              max={50}
              required
              value={need.many}
              onChange={(event) => {
                const many = Math.round(Number(event.currentTarget.value)) || 1;
                set(at, { ...need, many: Math.min(50, Math.max(1, many)) });
              }}
            />
          </label>
          <WhatFields value={need} onChange={(what) => set(at, { ...what, many: need.many })} />
          <VerbButton tone="quiet" onClick={() => onChange(needs.filter((_, i) => i !== at))}>
            Leave out
          </VerbButton>
        </fieldset>
      ))}
      <VerbButton
        disabled={needs.length >= most}
        why={`${most} are enough to read`}
        onClick={() => onChange([...needs, { many: 1 }])}
      >
        Add a need
      </VerbButton>
    </fieldset>
  );
}
