import { type Looks as LooksSchema, readLooks } from '../../features/people/contract.ts';
import { useCall } from './query.ts';

/** How much of one's view budget is used, as it stands after the last answer. */
export function LooksLeft({ looks }: { looks: LooksSchema | undefined }) {
  const { data } = useCall(readLooks, {}, { enabled: looks === undefined });
  const { hour, day } = looks ?? data ?? {};
  if (!hour || !day) return null;
  return (
    <p className="soft looks">
      {hour.used} of {hour.of} looks this hour, {day.used} of {day.of} within a day. Each member shown is one.
    </p>
  );
}
