import { useState } from 'preact/hooks';
import { Actions, Back, Button, goBack, goTo, Title } from '../../../field/kit.tsx';
import { announce } from '../../../field/store.ts';
import { inWords, t } from '../../../field/words.ts';
import { isWithPartner } from '../rules/manner.ts';
import { Call } from './call.tsx';
import { type CardProps, perform } from './perform.ts';

// Not among the app's words, which are at most 3 KB.
const stay = {
  both: {
    en: 'Stay with your partner where it is safe.',
    es: 'Quédese con su pareja en un lugar seguro.',
    zh: '请和搭档留在安全的地方。',
  },
  alone: { en: 'Stay where it is safe.', es: 'Quédese en un lugar seguro.', zh: '请留在安全的地方。' },
};

/** Always at hand while one is out: the emergency number, "one of us", the partner, the desk. One tap each. */
export function HelpBar({ field, assignment: a }: CardProps) {
  const [told, setTold] = useState<string | null>(null);
  const need = async (who: 'partner' | 'desk') => {
    await perform(a, { kind: 'need', who });
    setTold(who);
    announce(t('needSaid'));
  };
  return (
    <section class="help" aria-label={t('help')}>
      {told && <p class="notice">{t('needSaid')}</p>}
      <div class="grid">
        <Call field={field} assignment={a} />
        <Button look="danger" icon="alert" onClick={() => goTo('help')}>
          {t('hurt')}
        </Button>
        {a.partners.length > 0 && (
          <Button icon="users" disabled={told === 'partner'} onClick={() => need('partner')}>
            {t('needPartner')}
          </Button>
        )}
        <Button icon="desk" disabled={told === 'desk'} onClick={() => need('desk')}>
          {t('needDesk')}
        </Button>
      </div>
    </section>
  );
}

/** One of ours is hurt or arrested: first the number, then which of the two, then once more to be sure. */
export function Help({ field, assignment: a }: CardProps) {
  const [of, choose] = useState<'hurt' | 'arrested' | null>(null);
  const [told, setTold] = useState(false);
  const tell = async () => {
    await perform(a, { kind: 'emergency', of: of! });
    setTold(true);
  };
  const name = { hurt: t('emergencyHurt'), arrested: t('emergencyArrested') };
  return (
    <>
      <Back />
      <Title>{t('emergency')}</Title>
      {told && (
        <p class="notice" role="status">
          {t('emergencySaid')} {inWords(stay[isWithPartner(a) ? 'both' : 'alone'])}
        </p>
      )}
      <p>{t('emergencyFirst', { number: field.emergencyNumber })}</p>
      <Call field={field} assignment={a} />
      <p>{t('emergencyDoes')}</p>
      {!told && (
        <div class="grid">
          {(['hurt', 'arrested'] as const).map((kind) => (
            <Button key={kind} pressed={of === kind} onClick={() => choose(kind)}>
              {name[kind]}
            </Button>
          ))}
        </div>
      )}
      <Actions>
        {of && !told && (
          <Button look="danger-full" settle key={of} onClick={tell}>
            {t('emergencySure', { what: name[of] })}
          </Button>
        )}
        <Button look="quiet" onClick={goBack}>
          {t(told ? 'ok' : 'cancel')}
        </Button>
      </Actions>
    </>
  );
}
