import { Search } from 'lucide-react';
import { type ReactNode, type RefObject, useMemo, useState } from 'react';
import type { Report } from '../../features/hotline/contract.ts';
import type { Incident } from '../../features/incidents/contract.ts';
import { KeyHint } from '../kit/keys.tsx';
import type { BoardData } from './use-board.ts';

/** Narrows the lanes to what has all the typed words: place, zone, number, door, language. What was seen is not searched. */
export function useFilter(
  data: BoardData,
  input: RefObject<HTMLInputElement | null>,
): { data: BoardData; field: ReactNode } {
  const [typed, setTyped] = useState('');
  const filtered = useMemo(() => {
    const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
    if (wanted.length === 0) return data;
    const has = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
    return {
      ...data,
      incoming: data.incoming.filter((report) => has(textOfReport(report))),
      checking: data.checking.filter((incident) => has(textOfIncident(incident, data.reports))),
      out: data.out.filter((incident) => has(textOfIncident(incident, data.reports))),
    };
  }, [data, typed]);
  const field = (
    <label className="search">
      <Search size={16} aria-hidden="true" />
      <input
        ref={input}
        className="search-input"
        type="search"
        aria-label="Search the board"
        placeholder="Search the board"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setTyped('');
          event.currentTarget.blur();
        }}
      />
      <KeyHint of="/" />
    </label>
  );
  return { data: filtered, field };
}

const textOfReport = ({ place, door, language }: Report) =>
  [place.text, place.zone?.name, door, language].filter(Boolean).join(' ');

const textOfIncident = (incident: Incident, reports: readonly Report[]) =>
  [
    `#${incident.number}`,
    incident.label,
    incident.zone?.name,
    ...reports.filter(({ incidentId }) => incidentId === incident.id).map(textOfReport),
  ]
    .filter(Boolean)
    .join(' ');
