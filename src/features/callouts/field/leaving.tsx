import { Actions, Back, Button, closeSheet, Title } from '../../../field/kit.tsx';
import { announce } from '../../../field/store.ts';
import { inWords, t } from '../../../field/words.ts';
import type { FieldAssignment, Finding } from '../contract.ts';
import { findings } from './finding.tsx';
import { type CardProps, perform } from './perform.ts';

// Not among the app's words, which are at most 3 KB.
const words = {
  why: {
    en: 'One tap, and you have left. The desk decides by it.',
    es: 'Un toque y queda anotado que se fue. La mesa decide con eso.',
    zh: '点一下就算离开，值班台据此决定。',
  },
  unsaid: { en: 'Leave without saying', es: 'Irme sin decirlo', zh: '不说，直接离开' },
};

/** Whether a verifier who leaves is asked first; nobody who was told to leave is kept. */
export const isAskedFirst = ({ can, finding, standDown }: FieldAssignment): boolean =>
  can.includes('finding') && can.includes('depart') && !finding && !standDown;

/** A verifier leaves: what they found and that they left are one tap, and so is leaving without a word. */
export function Leaving({ assignment: a }: CardProps) {
  const leave = async (finding?: Finding) => {
    if (finding) await perform(a, { kind: 'finding', finding });
    await perform(a, { kind: 'depart' });
    announce(t('saved'));
    closeSheet();
  };
  return (
    <>
      <Back />
      <Title>{t('findingTitle')}</Title>
      <p class="soft">{inWords(words.why)}</p>
      <Actions>
        {findings.map((finding) => (
          <Button key={finding} settle onClick={() => leave(finding)}>
            {t(finding)}
          </Button>
        ))}
        <Button look="quiet" settle onClick={() => leave()}>
          {inWords(words.unsaid)}
        </Button>
      </Actions>
    </>
  );
}
