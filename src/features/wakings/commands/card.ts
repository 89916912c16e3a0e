import type { Config } from '../../../platform/config.ts';
import type { Network } from '../../../platform/context.ts';
import type { CardNumber } from '../contract.ts';

/** The numbers by which this network calls or writes to its members, each once, with what it does. */
export function cardNumbers({ twilio, signal }: Config, { hotline }: Network): CardNumber[] {
  const all: [string | null | undefined, CardNumber['does'][number][]][] = [
    [twilio?.number, ['calls', 'texts']],
    [signal?.number, ['signal']],
    [hotline, ['hotline']],
  ];
  const numbers = new Map<string, CardNumber['does']>();
  for (const [number, does] of all)
    if (number) numbers.set(number, [...(numbers.get(number) ?? []), ...does]);
  return [...numbers].map(([number, does]) => ({ number, does }));
}
