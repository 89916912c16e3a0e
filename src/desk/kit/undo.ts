import { notify } from './notices.ts';

interface Step {
  word: string;
  run: () => void;
}

let steps: Step[] = [];

/** Says what was done and keeps the way back: one press of U, or the button. */
export function didIt(word: string, back: () => void) {
  const step = { word, run: back };
  steps = [...steps.slice(-9), step];
  notify({ text: word, action: { word: 'Undo', keyHint: 'u', run: () => takeBack(step) } });
}

function takeBack(step: Step) {
  if (!steps.includes(step)) return;
  steps = steps.filter((other) => other !== step);
  step.run();
}

/** Takes back what this desk did last. */
export function undo() {
  const step = steps.at(-1);
  if (step) takeBack(step);
  else notify({ text: 'Nothing of yours to undo. Older acts can be taken back on the incident itself.' });
}
