import { Actions, Back, Button, Title } from '../../../../field/kit.tsx';
import type { OwnCourse } from '../../contract.ts';
import { useCourse } from './acts.ts';
import { EnglishOnly } from './course.tsx';
import { w } from './words.ts';

/** A hand-out, to read and to print. */
export function Sheet({ course, id }: { course: OwnCourse; id: string }) {
  const { kept } = useCourse(course.id);
  const sheet = kept?.data.materials.find((m) => m.id === id);
  return (
    <>
      <Back />
      <Title>{sheet?.title ?? course.title}</Title>
      {kept && <EnglishOnly lang={kept.data.lang} />}
      {!sheet && <p class="soft">{w('notOpened')}</p>}
      {sheet && (
        <>
          <ul lang={kept!.data.lang} class="list">
            {sheet.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <Actions>
            <Button onClick={() => print()}>{w('print')}</Button>
          </Actions>
        </>
      )}
    </>
  );
}
