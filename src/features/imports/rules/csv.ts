import type { FaultCode } from '../contract.ts';

/** One row, by the line on which it begins; the first line is 1. `fault`: it cannot be read as a row. */
export interface Row {
  line: number;
  cells: string[];
  fault?: FaultCode;
}

export const DELIMITERS = [',', ';', '\t', '|'] as const;

/** A quoted cell with more in it was never closed. */
const longestCell = 20_000;
const mostLines = 200;

/** Which delimiter a text has: the one that stands equally often in most of its first lines, outside of quotes. */
export function delimiterOf(text: string): string {
  const lines = text
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const score = (delimiter: string) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
    return usual === 0 ? 0 : counts.filter((count) => count === usual).length * 100 + Math.min(usual, 99);
  };
  const best = DELIMITERS.map((delimiter) => [score(delimiter), delimiter] as const).sort(
    ([a], [b]) => b - a,
  )[0]!;
  return best[0] > 0 ? best[1] : ',';
}

/**
 * Reads CSV (RFC 4180) piece by piece: any delimiter, any end of line, newlines within quotes. What a library would stop
 * at costs one line here: a quote that is never closed spoils the line that it stands on, and reading goes on with the next. Lines
 * without a quote, nearly all, are split as they are: a million rows take about a second.
 */
export class CsvReader {
  private readonly delimiter: string;
  private rest = '';
  private line = 1;

  constructor(delimiter: string) {
    this.delimiter = delimiter;
  }

  push(text: string): Row[] {
    this.rest += text;
    return this.read(false);
  }

  end(): Row[] {
    return this.read(true);
  }

  private read(last: boolean): Row[] {
    const rows: Row[] = [];
    const [feed, back] = [ahead(this.rest, '\n'), ahead(this.rest, '\r')];
    let at = 0;
    while (at < this.rest.length) {
      const end = Math.min(feed(at), back(at), this.rest.length);
      const next = afterEnd(this.rest, end, last);
      if (next === null) break;
      const plain = this.rest.slice(at, end);
      if (!plain.includes('"')) {
        if (plain !== '') rows.push(this.row(plain.split(this.delimiter)));
        this.line += 1;
        at = next;
        continue;
      }
      const quoted = quotedRow(this.rest, at, this.delimiter, last);
      if (quoted === 'more') break;
      if (quoted === 'never') {
        rows.push({ line: this.line, cells: [], fault: 'quote' });
        this.line += 1;
        at = next;
        continue;
      }
      rows.push(this.row(quoted.cells));
      this.line += quoted.lines;
      at = quoted.next;
    }
    this.rest = this.rest.slice(at);
    return rows;
  }

  private row(cells: string[]): Row {
    return { line: this.line, cells };
  }
}

/** Where a character comes next; asked with places that only grow, so that no stretch is searched twice. */
function ahead(text: string, char: string): (from: number) => number {
  let at = -2;
  return (from) => {
    if (at !== -1 && at < from) at = text.indexOf(char, from);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  };
}

/** What comes after an end of line, or after the end of it all; null while that cannot be told. */
function afterEnd(text: string, at: number, last: boolean): number | null {
  if (at >= text.length) return last ? text.length : null;
  if (text[at] === '\n') return at + 1;
  // Whether a line feed belongs to it is in the next piece.
  if (at + 1 === text.length && !last) return null;
  return text[at + 1] === '\n' ? at + 2 : at + 1;
}

interface Quoted {
  cells: string[];
  lines: number;
  next: number;
}

/** A row with quotes in it. `never`: one of them is not closed; `more`: that is not known yet. */
function quotedRow(text: string, from: number, delimiter: string, last: boolean): Quoted | 'more' | 'never' {
  const cells: string[] = [];
  let lines = 1;
  let at = from;
  while (true) {
    let begin = at;
    while (text[begin] === ' ') begin++;
    let cell = '';
    if (text[begin] === '"') {
      const closed = quotedCell(text, begin + 1, delimiter, last);
      if (typeof closed === 'string') return closed;
      cell = closed.cell;
      lines += closed.lines;
      at = closed.next;
    }
    const from = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
    cells.push(cell + (cell ? text.slice(from, at).trimEnd() : text.slice(from, at)));
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    const next = afterEnd(text, at, last);
    return next === null ? 'more' : { cells, lines, next };
  }
}

/**
 * A cell after its opening quote. A quote that neither doubles nor ends the cell is text; but where the cell has gone over
 * the end of its line by then, it is the opening quote of another cell, and ours was never closed.
 */
function quotedCell(
  text: string,
  from: number,
  delimiter: string,
  last: boolean,
): { cell: string; lines: number; next: number } | 'more' | 'never' {
  let cell = '';
  let lines = 0;
  let at = from;
  while (true) {
    const quote = text.indexOf('"', at);
    const part = text.slice(at, quote < 0 ? text.length : quote);
    for (let i = 0; i < part.length; i++)
      if (part[i] === '\n' || (part[i] === '\r' && part[i + 1] !== '\n')) lines++;
    cell += part;
    if (cell.length > longestCell || lines > mostLines) return 'never';
    if (quote < 0) return last ? 'never' : 'more';
    const next = text[quote + 1];
    if (next === undefined && !last) return 'more';
    if (next === '"') {
      cell += '"';
      at = quote + 2;
      continue;
    }
    if (next === undefined || next === delimiter || next === '\n' || next === '\r')
      return { cell, lines, next: quote + 1 };
    const after = /^ *(.?)/.exec(text.slice(quote + 1, quote + 40))![1]!;
    if (next === ' ' && (after === delimiter || after === '' || after === '\n' || after === '\r'))
      return { cell, lines, next: quote + 1 };
    if (lines > 0) return 'never';
    cell += '"';
    at = quote + 1;
  }
}
