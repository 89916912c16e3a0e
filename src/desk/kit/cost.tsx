import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { readQuote } from '../../features/channels/contract.ts';
import type { Given } from '../../platform/http/endpoint.ts';
import { call } from './api.ts';
import { costWords, partsWords } from './cost-words.ts';

/** What it costs to send this, as the server counts it; a line under whatever sends. Its line is there before it knows, so that nothing moves under the pointer. */
export function Cost({ of, parts = true }: { of: Given<typeof readQuote>['body'] | null; parts?: boolean }) {
  const { data } = useQuery({
    queryKey: [readQuote.path, of],
    queryFn: ({ signal }) => call(readQuote, { body: of! }, signal),
    enabled: of !== null,
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
  if (!of) return null;
  return (
    <p className="soft cost">{data ? `${costWords(data)} ${(parts && partsWords(data)) || ''}` : '\u00a0'}</p>
  );
}
