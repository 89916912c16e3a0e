import { useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { useNow } from '../../../desk/kit/now.ts';
import { Empty } from '../../../desk/kit/states.tsx';
import type { Piece, Rota } from '../contract.ts';
import { isGap } from '../rules.ts';
import { clock, dayName, dayOf, ROLES, standing } from './words.ts';

/** The picture as a table. */
export function RotaTable({ rota }: { rota: Rota }) {
  const [shortOnly, setShortOnly] = useState(true);
  const chapterName = useChapterName();
  const now = useNow().toISOString();
  const isShort = (p: Piece) => p.to > now && (isGap(p) || p.thin);
  const rows = rota.pieces
    .filter((p) => !shortOnly || isShort(p))
    .sort((a, b) => a.from.localeCompare(b.from));
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={shortOnly}
          onChange={(event) => setShortOnly(event.currentTarget.checked)}
        />
        <span>Only what is short</span>
      </label>
      {rows.length === 0 ? (
        <Empty title="Nothing is short on these days" />
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Role</th>
              <th scope="col">How it stands</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((p) => (
              <tr key={`${p.role} ${p.chapterId} ${p.from}`}>
                <td>{dayName(dayOf(new Date(p.from)))}</td>
                <td>{clock(p.from)}</td>
                <td>{clock(p.to)}</td>
                <td>
                  {ROLES[p.role]}
                  {p.chapterId && ` · ${chapterName(p.chapterId)}`}
                </td>
                <td className={isShort(p) ? 'needs' : undefined}>
                  {isShort(p) && (isGap(p) ? '▲ ' : '△ ')}
                  {standing(p)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
