import { listZones } from '../../features/places/contract.ts';
import { useCall } from './query.ts';

/** The name of a chapter by its id; a sign of waiting until the names are read, since headings must not be empty. */
export function useChapterName(): (id: string) => string {
  const { data } = useCall(listZones, {});
  return (id) => data?.chapters.find((chapter) => chapter.id === id)?.name ?? (data ? '' : '…');
}
