import { useQuery } from '@tanstack/react-query';
import { call } from '../../../desk/kit/api.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { store } from '../../../desk/kit/store.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { type findPeople, lookAtPerson } from '../contract.ts';

const keptMs = 60_000;

/** One member's page. Looked at once: nothing that happens elsewhere spends another look. */
export function useLook(id: string) {
  const { personId } = useSession();
  return useQuery({
    queryKey: ['look', personId, id],
    queryFn: () => call(lookAtPerson, { params: { id }, body: {} }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: keptMs,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
}

export interface Asked {
  q: string;
  chapterId: string;
  role: string;
  language: string;
}

/** What was found last, so that coming back from a member does not spend it again; in this page's memory only. */
export const lastSearch = store<{ by: string | null; asked: Asked; found: Answer<typeof findPeople> } | null>(
  null,
);
