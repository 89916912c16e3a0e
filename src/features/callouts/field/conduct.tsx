import { Actions, Button, Title } from '../../../field/kit.tsx';
import { inWords, t } from '../../../field/words.ts';
import { lineFor } from '../rules/manner.ts';
import { type CardProps, perform } from './perform.ts';
import { Cannot } from './way.tsx';

/** Five lines, one tap, each time before going. */
export const Conduct = ({ field, assignment }: CardProps) => (
  <>
    <Title>{t('conduct')}</Title>
    <p class="soft">{t('conductText')}</p>
    <ol class="conduct">
      {field.conduct.lines.map((line) => (
        <li key={line.en}>{inWords(lineFor(assignment, line))}</li>
      ))}
    </ol>
    <Actions>
      <Button look="main" settle onClick={() => perform(assignment, { kind: 'conduct' })}>
        {t('conductOk')}
      </Button>
      <Cannot assignment={assignment} />
    </Actions>
  </>
);
