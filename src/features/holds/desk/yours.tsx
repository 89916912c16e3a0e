import { useCall } from '../../../desk/kit/query.ts';
import { readDays } from '../contract.ts';

/** For how long what is yours is kept; said where one looks oneself up. */
export function Yours() {
  const { data } = useCall(readDays, {});
  if (!data) return null;
  const { draft, debrief, message, session } = data.days;
  return (
    <p className="soft">
      Your drafts are deleted after {draft} days, ended sign-ins after {session}, messages to you after{' '}
      {message}, and what you wrote after an assignment {debrief} days after the incident has ended.
    </p>
  );
}
