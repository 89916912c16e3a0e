import { store } from '../../../desk/kit/store.ts';

let audio: AudioContext | undefined;

// Browsers let a page make a sound only after it was touched once.
const wake = () => {
  audio ??= new AudioContext();
  void audio.resume();
};
addEventListener('pointerdown', wake, { once: true });
addEventListener('keydown', wake, { once: true });

const quietKey = 'desk.quiet';
/** Whether this browser keeps silent when somebody calls. */
export const quiet = store(localStorage.getItem(quietKey) === 'on');
export function beQuiet(on: boolean) {
  localStorage.setItem(quietKey, on ? 'on' : 'off');
  quiet.set(on);
}

/** Two soft double tones, as a desk telephone has them; pitches in hertz, times in seconds. */
function once() {
  if (audio?.state !== 'running') return;
  for (const [at, hertz] of [
    [0, 440],
    [0.2, 480],
    [0.5, 440],
    [0.7, 480],
  ] as const) {
    const from = audio.currentTime + at;
    const tone = new OscillatorNode(audio, { frequency: hertz, type: 'triangle' });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(0.3, from + 0.02);
    volume.gain.linearRampToValueAtTime(0, from + 0.18);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 0.2);
  }
}

const everyMs = 3_000;

/** Rings until the returned function is called. */
export function ring(): () => void {
  once();
  const timer = setInterval(once, everyMs);
  return () => clearInterval(timer);
}
