const dayMs = 24 * 60 * 60_000;

interface Asked {
  at: Date;
  decidedAt: Date | null;
  approved: boolean | null;
  takenAt: Date | null;
}

export type ExportState = 'waiting' | 'approved' | 'refused' | 'taken' | 'expired';

/** A day to be approved, a day from then to be taken. */
export function exportState(asked: Asked, now: Date): ExportState {
  if (asked.takenAt) return 'taken';
  if (asked.approved === false) return 'refused';
  if (now >= exportUntil(asked)) return 'expired';
  return asked.approved ? 'approved' : 'waiting';
}

export const exportUntil = ({ at, decidedAt }: Asked): Date => new Date((decidedAt ?? at).getTime() + dayMs);

/** One line of CSV (RFC 4180). A cell that a spreadsheet would run as a formula is put behind an apostrophe. */
const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${(/^[=+\-@\t\r]/.test(cell) && !/^\+\d+$/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(',')}\r\n`;

/** The lines of a table as a file: UTF-8 with its mark, without which spreadsheets read accents as something else. */
export const csvFile = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map(csvLine).join('')}`;
