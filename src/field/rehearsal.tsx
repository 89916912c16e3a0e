import { useEffect, useState } from 'preact/hooks';
import { begin } from '../features/callouts/field/rehearse.ts';
import { finishRehearsal } from '../features/trainings/field/courses/acts.ts';
import { leftOut } from '../features/trainings/rules/rehearsal.ts';
import { Actions, Button, goTo, Title } from './kit.tsx';
import { change, now, state } from './store.ts';
import { inWords, t } from './words.ts';

const words = {
  credited: {
    en: '✓ Your practice for the observer’s course is credited.',
    es: '✓ Su práctica del curso de observación está reconocida.',
    zh: '✓ 您在观察员课程中的实践已认可。',
  },
  certified: {
    en: '✓ Your practice is credited, and with it you hold the observer’s certificate.',
    es: '✓ Su práctica está reconocida, y con ella tiene el certificado de observación.',
    zh: '✓ 您的实践已认可，您由此获得观察员证书。',
  },
  kept: {
    en: '○ No connection: it is kept on this phone and sent when you open Courses.',
    es: '○ Sin conexión: queda en este teléfono y se envía cuando abra Cursos.',
    zh: '○ 没有连接：保存在本手机上，打开“课程”时发送。',
  },
  partly: {
    en: 'It is credited as practice when every step is done, from the yes to the debrief.',
    es: 'Se reconoce como práctica cuando se hacen todos los pasos, del sí al informe.',
    zh: '从答应到总结，每一步都做完才认可为实践。',
  },
  refused: {
    en: 'It could not be credited. Nothing is lost: rehearse once more, or ask your trainer.',
    es: 'No se pudo reconocer. No se pierde nada: ensaye otra vez o pregunte a quien le capacita.',
    zh: '未能认可。没有丢失任何内容：再排练一次，或询问您的培训员。',
  },
};

/** The end of a rehearsal: who did all of it has had an observer's practice. */
export function RehearsalDone() {
  const [outcome, tell] = useState<keyof typeof words | null>(null);
  useEffect(() => {
    const steps = (state().rehearsal?.items ?? []).map(({ act }) => act.kind);
    if (leftOut(steps).length > 0) return tell('partly');
    finishRehearsal(steps).then(
      (done) => tell(done === null ? 'kept' : done.certified ? 'certified' : 'credited'),
      () => tell('refused'),
    );
  }, []);
  return (
    <>
      <Title>{t('rehearsalDone')}</Title>
      <p role="status">{outcome && inWords(words[outcome])}</p>
      <Actions>
        <Button look="main" settle onClick={() => change({ rehearsal: null })}>
          {t('ok')}
        </Button>
      </Actions>
    </>
  );
}

/** Begins a rehearsal from the page of a course. */
export function Rehearse() {
  useEffect(() => {
    change({ rehearsal: begin(now()) });
    goTo('');
  }, []);
  return <p class="soft">{t('loading')}</p>;
}
