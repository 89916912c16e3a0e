import {
  keepPreviousData,
  type Query,
  QueryClient,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { getSession } from '../../features/accounts/contract.ts';
import type { Answer, Endpoint, Given } from '../../platform/http/endpoint.ts';
import type { Opened } from '../../platform/http/sealed.ts';
import { ApiProblem, call } from './api.ts';
import { notify, sayProblem } from './notices.ts';
import { ownRingKeys } from './own-rings.ts';

const worthRetrying = (count: number, error: unknown) =>
  count < 2 && (!(error instanceof ApiProblem) || error.unreachable || error.status >= 500);

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: worthRetrying,
      staleTime: 30_000,
      networkMode: 'always',
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always' },
  },
});

/** The address first, so that live events can say what has become stale. */
const keyOf = (endpoint: Endpoint, given: object) => [endpoint.path, given];

type More = { enabled?: boolean; every?: number; keep?: boolean };

/** Reads a GET route and keeps it fresh; `every` in ms for what no event announces. */
export function useCall<E extends Endpoint>(
  endpoint: E,
  given: Given<E>,
  { enabled = true, every, keep = false }: More = {},
): UseQueryResult<Opened<Answer<E>>, Error> {
  return useQuery<Opened<Answer<E>>>({
    queryKey: keyOf(endpoint, given),
    queryFn: ({ signal }) => call(endpoint, given, signal),
    enabled,
    refetchInterval: every,
    placeholderData: keep ? (keepPreviousData as never) : undefined,
  });
}

/**
 * Marks queries as stale; those on screen are fetched again. The library lets a first reading that is under way go on,
 * although it may have begun before the news: that one is read once more.
 */
async function readStale(predicate: (query: Query) => boolean): Promise<void> {
  const first = queries
    .getQueryCache()
    .findAll({ predicate, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  await queries.invalidateQueries({ predicate });
  if (first.length > 0) await queries.invalidateQueries({ predicate: (query) => first.includes(query) });
}

/** Marks everything below these addresses as stale; what is on screen is fetched again. */
export const refresh = (...prefixes: string[]): Promise<void> =>
  readStale(
    ({ queryKey: [path] }) => typeof path === 'string' && prefixes.some((prefix) => path.startsWith(prefix)),
  );

let turn = 0;

/**
 * Keys were opened or locked away: what is on screen is read anew in its place, so that what is being typed beside it stays.
 * What is not on screen, and what cannot be read anew, is not kept.
 */
export async function readAnew() {
  const mine = ++turn;
  const since = Date.now();
  const mayHold = ({ queryKey: [path] }: Query) => path !== getSession.path;
  queries.removeQueries({ type: 'inactive', predicate: mayHold });
  await readStale(mayHold);
  if (mine !== turn) return;
  await queries.resetQueries({
    predicate: (query) => mayHold(query) && query.state.dataUpdatedAt < since,
  });
}
ownRingKeys.watch(() => void readAnew());

export interface Act<E extends Endpoint> {
  run(given: Given<E>): void;
  /** Resolves to null when the server refused; the person has been told. */
  ask(given: Given<E>): Promise<Opened<Answer<E>> | null>;
  busy: boolean;
  problem: ApiProblem | null;
}

interface ActOptions<E extends Endpoint> {
  /** Addresses that are stale afterwards. */
  stale?: string[];
  /** Said when done. */
  done?: (answer: Opened<Answer<E>>, given: Given<E>) => string | null;
  after?: (answer: Opened<Answer<E>>, given: Given<E>) => void;
  /** Seals what is said, before it leaves this browser. */
  sealing?: (given: Given<E>) => Promise<Given<E>>;
  /** The caller shows the problem itself. */
  quiet?: boolean;
}

/** A verb: calls a writing route, says how it went, and refreshes what it touched, also when it was refused. */
export function useAct<E extends Endpoint>(endpoint: E, options: ActOptions<E> = {}): Act<E> {
  const mutation = useMutation<Opened<Answer<E>>, Error, Given<E>>({
    mutationFn: async (given) => call(endpoint, options.sealing ? await options.sealing(given) : given),
    onSuccess: (answer, given) => {
      const said = options.done?.(answer, given);
      if (said) notify({ text: said });
      options.after?.(answer, given);
    },
    onError: (error) => {
      if (!options.quiet) sayProblem(error);
    },
    onSettled: () => {
      if (options.stale) void refresh(...options.stale);
    },
  });
  return {
    run: (given) => mutation.mutate(given),
    ask: (given) => mutation.mutateAsync(given).catch(() => null),
    busy: mutation.isPending,
    problem: mutation.error instanceof ApiProblem ? mutation.error : null,
  };
}
