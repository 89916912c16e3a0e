import { createECDH, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { encryptPush } from '../src/features/channels/providers/push/encrypt.ts';
import { newSenderKey, SenderKeys } from '../src/features/channels/providers/push/sender-keys.ts';
import { bench, interleaved, line, ratios, spread, told, verdict } from './kit.ts';
import { encryptPush as plainPush } from './plain-push.ts';

// Push encryptions on one core, against the public package: the same words for as many browsers. Ours takes keys that
// were prepared for these browsers while nothing else was to do; without that, in the line below.
const each = 300;
const { encrypt: theirs } = createRequire(import.meta.url)('web-push/src/encryption-helper.js') as {
  encrypt(p256dh: string, auth: string, words: Buffer, encoding: string): unknown;
};
const browsers = Array.from({ length: each }, () => {
  const p256dh = createECDH('prime256v1').generateKeys();
  const auth = randomBytes(16);
  return {
    endpoint: '',
    p256dh,
    auth,
    key: p256dh.toString('base64url'),
    secret: auth.toString('base64url'),
  };
});
const words = Buffer.from(
  JSON.stringify({ id: '0198', token: 'x'.repeat(22), words: 'Open the field app now' }),
);

const perSecond = (work: () => void) => {
  const began = performance.now();
  work();
  return (each / (performance.now() - began)) * 1000;
};

await bench(async () => {
  const keys = new SenderKeys();
  const sides = {
    theirs: async () =>
      perSecond(() => {
        for (const { key, secret } of browsers) theirs(key, secret, words, 'aes128gcm');
      }),
    ahead: async () => {
      for (const { p256dh } of browsers) keys.take(p256dh);
      keys.prepare(each);
      return perSecond(() => {
        for (const browser of browsers) encryptPush(browser, words, keys.take(browser.p256dh));
      });
    },
    inAll: async () =>
      perSecond(() => {
        for (const browser of browsers) encryptPush(browser, words, newSenderKey(browser.p256dh));
      }),
    plain: async () =>
      perSecond(() => {
        for (let i = 0; i < each; i++) plainPush('Open the field app now');
      }),
  };
  await interleaved(1, sides);
  const read = await interleaved(9, sides);
  line('web-push, encryptions/s', told(spread(read.theirs)));
  line('ours, keys prepared ahead, encryptions/s', told(spread(read.ahead)));
  line('ours, key made in turn, encryptions/s', told(spread(read.inAll)));
  line('the RFC written down plainly, encryptions/s', told(spread(read.plain)));
  verdict('ours with keys ahead, to web-push', ratios(read.ahead, read.theirs), { atLeast: 3 });
});
