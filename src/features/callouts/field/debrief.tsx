import { Actions, Button, Choice, goTo, Text, Title, yesNo } from '../../../field/kit.tsx';
import { announce, putAside } from '../../../field/store.ts';
import { inWords, t } from '../../../field/words.ts';
import type { Field } from '../contract.ts';
import { useDraft } from './draft.ts';
import { type CardProps, perform } from './perform.ts';

type Question = Field['debrief'][number];
type Value = string | number | boolean;
type Answers = Record<string, Value>;

/** The playbook's questions, one a card; what is written stays on the phone until it is sent. */
export function Debrief({ field, assignment: a }: CardProps) {
  const questions = field.debrief;
  const [{ step, answers }, keep, drop] = useDraft<{ step: number; answers: Answers }>(`debrief ${a.id}`, {
    step: 0,
    answers: {},
  });
  const question = questions[step];
  const send = async () => {
    await perform(a, { kind: 'debrief', answers });
    await drop();
    announce(t('saved'));
  };
  const last = step >= questions.length - 1;
  const value = question && answers[question.id];
  return (
    <>
      <Title key={step}>
        {t('debrief')} <small>{t('debriefStep', { n: step + 1, of: questions.length })}</small>
      </Title>
      {question && (
        <Answer
          key={question.id}
          question={question}
          value={value}
          onAnswer={(given) => keep({ step, answers: withAnswer(answers, question.id, given) })}
        />
      )}
      <Actions>
        {last ? (
          <Button look="main" settle key="send" onClick={send}>
            {t('debriefSend')}
          </Button>
        ) : (
          <Button
            look={value === undefined ? 'plain' : 'main'}
            onClick={() => keep({ step: step + 1, answers })}
          >
            {t(value === undefined ? 'debriefSkip' : 'debriefNext')}
          </Button>
        )}
        <div class="grid">
          {(last || step === 0) && <HandOver />}
          {step > 0 && (
            <Button look="quiet" onClick={() => keep({ step: step - 1, answers })}>
              {t('back')}
            </Button>
          )}
          <Button look="quiet" onClick={() => putAside('debrief', a.id)}>
            {t('debriefLater')}
          </Button>
        </div>
      </Actions>
    </>
  );
}

/** Notes and pictures still on the phone go to the desk now. */
const HandOver = () => (
  <>
    <Button icon="note" onClick={() => goTo('note')}>
      {t('note')}
    </Button>
    <Button icon="camera" onClick={() => goTo('picture')}>
      {t('picture')}
    </Button>
  </>
);

/** An empty answer is none. */
function withAnswer(answers: Answers, id: string, given: Value): Answers {
  const { [id]: _, ...others } = answers;
  return given === '' ? others : { ...others, [id]: given };
}

interface AnswerProps {
  question: Question;
  value: Value | undefined;
  onAnswer: (value: Value) => void;
}

function Answer({ question, value, onAnswer }: AnswerProps) {
  const ask = inWords(question.ask);
  const hint = question.hint && inWords(question.hint);
  const written = value === undefined ? '' : String(value);
  switch (question.kind) {
    case 'yesno':
      return <Choice name={question.id} legend={ask} options={yesNo()} value={value} onChoose={onAnswer} />;
    case 'choice': {
      const options = (question.options ?? []).map(({ id, label }) => ({ value: id, label: inWords(label) }));
      return (
        <Choice<Value> name={question.id} legend={ask} options={options} value={value} onChoose={onAnswer} />
      );
    }
    case 'number':
    case 'time':
      return (
        <label class="text">
          <span>{ask}</span>
          {hint && <small>{hint}</small>}
          <input
            type={question.kind}
            min={question.kind === 'number' ? 0 : undefined}
            inputMode={question.kind === 'number' ? 'numeric' : undefined}
            value={written}
            onInput={({ currentTarget: { value: typed } }) =>
              onAnswer(question.kind === 'number' && typed !== '' ? Number(typed) : typed)
            }
          />
        </label>
      );
    default:
      return <Text label={ask} hint={hint} value={written} onInput={onAnswer} rows={6} />;
  }
}
