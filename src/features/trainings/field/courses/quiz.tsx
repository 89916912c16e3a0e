import { useEffect, useState } from 'preact/hooks';
import { Actions, Back, Button, Choice, goBack, Title } from '../../../../field/kit.tsx';
import type { Refusal } from '../../../../field/send.ts';
import { announce } from '../../../../field/store.ts';
import { t, time } from '../../../../field/words.ts';
import type { OwnCourse, Quiz } from '../../contract.ts';
import { answerQuiz, drawQuiz, refusalOf } from './acts.ts';
import { EnglishOnly } from './course.tsx';
import { w } from './words.ts';

/** A quiz: all questions on one page, handed in once; afterwards what was right, and why. */
export function TakeQuiz({ course, onDone }: { course: OwnCourse; onDone: () => void }) {
  const [quiz, set] = useState<Quiz | null>(null);
  const [refusal, refuse] = useState<Refusal | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn once, when the screen is opened
  useEffect(() => {
    drawQuiz(course.id).then(set, (error) => refuse(refusalOf(error)));
  }, []);
  return (
    <>
      <Back />
      <Title>{`${course.title}: ${w('quiz')}`}</Title>
      {refusal && (
        <p class="notice" role="alert">
          {inOwnWords(refusal)}
        </p>
      )}
      {!quiz && !refusal && <p class="soft">{t('loading')}</p>}
      {quiz && <EnglishOnly lang={quiz.lang} />}
      {quiz?.result && <Result quiz={quiz} course={course} />}
      {quiz && !quiz.result && (
        <Questions
          quiz={quiz}
          onAnswered={(answered) => {
            set(answered);
            refuse(null);
            announce(verdict(answered));
            onDone();
          }}
          onRefused={refuse}
        />
      )}
    </>
  );
}

/** What the app has words for; anything else as the server says it. */
function inOwnWords(refusal: Refusal & { againAt?: string }): string {
  if (refusal.status === 0) return w('quizOffline');
  if (refusal.againAt) return w('quizAgain', { time: time(refusal.againAt) });
  return `${refusal.detail} ${refusal.next ?? ''}`;
}

function Questions(props: {
  quiz: Quiz;
  onAnswered: (quiz: Quiz) => void;
  onRefused: (refusal: Refusal) => void;
}) {
  const { id, questions, lang } = props.quiz;
  const [chosen, choose] = useState<Record<string, number>>({});
  const [busy, setBusy] = useState(false);
  const open = questions.filter((q) => chosen[q.id] === undefined).length;
  const send = () => {
    setBusy(true);
    answerQuiz(
      id,
      questions.map((q) => chosen[q.id]!),
    )
      .then(props.onAnswered, (error) => props.onRefused(refusalOf(error)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <div lang={lang} class="shifts">
        {questions.map((q, i) => (
          <Choice
            key={q.id}
            name={q.id}
            legend={`${i + 1}. ${q.ask}`}
            options={q.answers.map((label, value) => ({ label, value }))}
            value={chosen[q.id]}
            onChoose={(value) => choose((now) => ({ ...now, [q.id]: value }))}
          />
        ))}
      </div>
      {open > 0 && <p class="soft">{w('chooseAll', { n: open })}</p>}
      <Actions>
        <Button look="main" disabled={open > 0 || busy} onClick={send}>
          {w('handIn')}
        </Button>
      </Actions>
    </>
  );
}

function verdict({ result, questions, pass }: Quiz): string {
  const values = { right: result!.right, of: questions.length, pass };
  return w(result!.passed ? 'passed' : 'notPassed', values);
}

function Result({ quiz, course }: { quiz: Quiz; course: OwnCourse }) {
  const { result, questions, lang } = quiz;
  return (
    <>
      <section class="notice" role="status">
        <h2>{verdict(quiz)}</h2>
        {result!.againAt && <p>{w('quizAgain', { time: time(result!.againAt) })}</p>}
        {result!.certified && <p>{w('certified', { title: course.title })}</p>}
      </section>
      <ol class="list" lang={lang}>
        {questions.map((q) => (
          <li key={q.id}>
            <strong>{q.ask}</strong>
            <span>
              {`${w('yours')}: ${q.answers[q.chosen!]} – `}
              <b>{w(q.chosen === q.right ? 'right' : 'wrong')}</b>
            </span>
            {q.chosen !== q.right && <span>{`${w('rightIs')}: ${q.answers[q.right!]}`}</span>}
            <span class="soft">{q.why}</span>
          </li>
        ))}
      </ol>
      <Actions>
        <Button look="main" onClick={goBack}>
          {w('back')}
        </Button>
      </Actions>
    </>
  );
}
