import { useState } from 'react';
import { newId } from '../../../desk/kit/id.ts';
import { zone } from '../../../desk/kit/now.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Given } from '../../../platform/http/endpoint.ts';
import { listZones } from '../../places/contract.ts';
import { fromWall } from '../../threads/rules.ts';
import type { findByNeed, Team, What } from '../contract.ts';
import { Pick, WhatFields } from './what-fields.tsx';
import { whatWords } from './words.ts';

interface Props {
  /** Those in whose name one may ask. */
  teams: Team[];
  first: { teamId: string | null; what: What; chapterId: string | null } | undefined;
  busy: boolean;
  onFind: (body: Given<typeof findByNeed>['body']) => void;
}

/** What is needed, where at the nearest a zone, and when. */
export function FindForm({ teams, first, busy, onFind }: Props) {
  const { data: places } = useCall(listZones, {});
  const [what, setWhat] = useState<What>(first?.what ?? {});
  const [teamId, setTeam] = useState(first?.teamId ?? null);
  // A chapter or one of its zones: their ids are never the same.
  const [place, setPlace] = useState<string | undefined>(first?.chapterId ?? undefined);
  const [at, setAt] = useState('');
  const [onShift, setOnShift] = useState(false);
  const chapters = places?.chapters ?? [];
  const where = place && (chapters.some((c) => c.id === place) ? { chapterId: place } : { zoneId: place });
  const ready = whatWords(what) !== '';
  const need = {
    ...what,
    ...where,
    ...(at && { at: fromWall(at, zone.get()).toISOString() }),
    ...(onShift && { onShift }),
  };
  return (
    <form
      className="need-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onFind({ id: newId(), teamId, need });
      }}
    >
      <WhatFields value={what} onChange={setWhat} />
      <label className="field">
        <span>In</span>
        <select value={place ?? ''} onChange={(event) => setPlace(event.currentTarget.value || undefined)}>
          <option value="">the whole network</option>
          {chapters.map((chapter) => (
            <optgroup key={chapter.id} label={chapter.name}>
              <option value={chapter.id}>all of {chapter.name}</option>
              {places?.items
                .filter((one) => one.chapterId === chapter.id)
                .map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label className="field">
        <span>Free at</span>
        <input type="datetime-local" value={at} onChange={(event) => setAt(event.currentTarget.value)} />
      </label>
      {teams.length > 0 && (
        <Pick
          label="Asked by"
          none="the desk"
          value={teamId ?? undefined}
          options={teams.map(({ id, name }) => [id, name])}
          onPick={(id) => setTeam(id ?? null)}
        />
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={onShift}
          onChange={(event) => setOnShift(event.currentTarget.checked)}
        />
        <span>On shift now</span>
      </label>
      <VerbButton
        submit
        tone="main"
        busy={busy}
        disabled={!ready}
        why="Say what they can do, speak, hold or are"
      >
        Find
      </VerbButton>
    </form>
  );
}
