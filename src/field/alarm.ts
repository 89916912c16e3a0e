let audio: AudioContext | undefined;

/** Browsers let a page make a sound only after it was touched once. */
export function allowSound(): void {
  const wakeUp = () => {
    audio ??= new AudioContext();
    void audio.resume();
  };
  addEventListener('pointerdown', wakeUp);
  addEventListener('keydown', wakeUp);
}

/** Notes in hertz, one after the other, 0.25 s each. */
function play(notes: number[]): void {
  if (audio?.state !== 'running') return;
  notes.forEach((hertz, i) => {
    const from = audio!.currentTime + i * 0.25;
    const tone = new OscillatorNode(audio!, { frequency: hertz, type: 'triangle' });
    const volume = new GainNode(audio!, { gain: 0 });
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(0.5, from + 0.02);
    volume.gain.linearRampToValueAtTime(0, from + 0.24);
    tone.connect(volume).connect(audio!.destination);
    tone.start(from);
    tone.stop(from + 0.25);
  });
}

/** Refused, with a complaint, before the page was touched. */
function shake(pattern: number[]): void {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(pattern);
}

/** Once, gently: somebody asks. */
export function chime(): void {
  play([523, 659]);
  shake([200, 100, 200]);
}

/** Again and again until the returned function is called. */
export function soundAlarm(): () => void {
  const once = () => {
    play([784, 587, 784, 587]);
    shake([500, 200, 500]);
  };
  once();
  const timer = setInterval(once, 2000);
  return () => {
    clearInterval(timer);
    shake([]);
  };
}
