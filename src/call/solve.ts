import { sha256 } from '@noble/hashes/sha2.js';
import { isSolution, type Puzzle, triedText } from '../features/calls/rules.ts';

/** Milliseconds of computing at a time: between them the page answers, and sound goes on. */
const sliceMs = 20;
const asMany = 64;

const pause = () => new Promise<void>((go) => setTimeout(go));
const encoder = new TextEncoder();

/**
 * Finds a number for each part of the puzzle, a slice at a time; null where it was stopped. `progress` hears how many
 * parts of all are done, from 0 to 1.
 */
export async function solve(
  { text, parts, bits }: Puzzle,
  { signal, progress }: { signal?: AbortSignal; progress?: (share: number) => void } = {},
): Promise<number[] | null> {
  const guesses: number[] = [];
  let guess = 0;
  while (guesses.length < parts) {
    const end = performance.now() + sliceMs;
    while (performance.now() < end && guesses.length < parts) {
      const found = firstOf(text, guesses.length, bits, guess);
      guess = found === null ? guess + asMany : 0;
      if (found !== null) guesses.push(found);
    }
    progress?.(guesses.length / parts);
    await pause();
    if (signal?.aborted) return null;
  }
  return guesses;
}

/** The first of the next few numbers that solves it; null where none does. */
function firstOf(text: string, part: number, bits: number, from: number): number | null {
  for (let guess = from; guess < from + asMany; guess++)
    if (isSolution(sha256(encoder.encode(triedText(text, part, guess))), bits)) return guess;
  return null;
}
