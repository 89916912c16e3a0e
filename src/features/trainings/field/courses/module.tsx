import { useState } from 'preact/hooks';
import { Actions, Back, Button, goBack, Title } from '../../../../field/kit.tsx';
import type { Refusal } from '../../../../field/send.ts';
import { announce, useApp } from '../../../../field/store.ts';
import { t } from '../../../../field/words.ts';
import type { OwnCourse } from '../../contract.ts';
import { finish, refusalOf, useCourse } from './acts.ts';
import { EnglishOnly } from './course.tsx';
import { w } from './words.ts';

interface Props {
  course: OwnCourse;
  id: string;
  onDone: () => void;
}

/** A module to read. */
export function Module({ course, id, onDone }: Props) {
  const { kept } = useCourse(course.id);
  const { online } = useApp();
  const module = kept?.data.modules.find((m) => m.id === id);
  if (!module)
    return (
      <>
        <Back />
        <Title>{course.title}</Title>
        <p class="soft">{online ? t('loading') : w('notOpened')}</p>
      </>
    );
  const { lang } = kept!.data;
  return (
    <>
      <Back />
      <Title>{module.title}</Title>
      <EnglishOnly lang={lang} />
      <div lang={lang} class="shifts">
        {module.text.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <h2>{w('remember')}</h2>
        <ul>
          {module.remember.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <h2>{w('exercise')}</h2>
        <p class="notice">{module.exercise}</p>
      </div>
      <Finish course={course} id={id} onDone={onDone} />
    </>
  );
}

function Finish({ course, id, onDone }: Props) {
  const [said, say] = useState<string | null>(null);
  const [refusal, refuse] = useState<Refusal | null>(null);
  const done = course.modules.find((m) => m.id === id)?.done === true;
  const send = () =>
    finish(course.id, id)
      .then((answer) => {
        const words = answer?.certified
          ? w('certified', { title: course.title })
          : w(answer ? 'finished' : 'keptForLater');
        announce(words);
        say(words);
        onDone();
      })
      .catch((error) => refuse(refusalOf(error)));
  if (said ?? done)
    return (
      <>
        <p class="notice">{said ?? w('done')}</p>
        <Actions>
          <Button look="main" onClick={goBack}>
            {w('back')}
          </Button>
        </Actions>
      </>
    );
  return (
    <>
      {refusal && (
        <p class="notice" role="alert">
          {refusal.detail} {refusal.next}
        </p>
      )}
      <Actions>
        <Button look="main" onClick={() => void send()}>
          {w('finish')}
        </Button>
      </Actions>
    </>
  );
}
