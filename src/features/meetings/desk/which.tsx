import { Choice } from '../../../desk/kit/choice.tsx';
import { count } from '../../../desk/kit/words.ts';
import type { Meeting } from '../contract.ts';

interface Props {
  meeting: Meeting;
  following: boolean;
  onChange: (following: boolean) => void;
  hint?: string;
}

/** Whether an act is one meeting's, or also that of those after it; nothing where none comes after it. */
export const Which = ({ meeting, following, onChange, hint }: Props) =>
  meeting.following > 0 && (
    <Choice
      legend="Which of the series"
      options={[
        { id: 'one', label: 'Only this one' },
        {
          id: 'following',
          label: `This and the ${count(meeting.following, 'meeting')} after it`,
          ...(hint && { hint }),
        },
      ]}
      value={following ? 'following' : 'one'}
      onChange={(which) => onChange(which === 'following')}
    />
  );
