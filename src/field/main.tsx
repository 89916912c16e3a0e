import './field.css';
import { render } from 'preact';
import { allowSound } from './alarm.ts';
import { Field } from './app.tsx';
import { findSession, stayCurrent, wake } from './sync.ts';
import { workerUrl } from './trusted.ts';
import { likedLanguage, speak } from './words.ts';

// The service worker keeps what lies below /field/, and /field itself does not.
if (location.pathname === '/field') location.replace(`/field/${location.hash}`);
else void start();

async function start(): Promise<void> {
  await Promise.all([speak(likedLanguage()), wake()]);
  render(<Field />, document.getElementById('field')!);
  allowSound();
  stayCurrent();
  void findSession();
  void navigator.serviceWorker?.register(workerUrl(), { scope: '/field/' }).catch(() => {});
  // Ask the browser not to clear what waits to be sent.
  void navigator.storage?.persist?.();
}
