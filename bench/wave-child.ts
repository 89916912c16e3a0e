import { domain } from '../src/composition.ts';
import { deliver } from '../src/features/channels/commands/deliver.ts';
import { plusMinutes } from '../src/platform/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { openProcess } from '../src/platform/process.ts';

// A worker that hands over what is due and ends: `wave-child.ts NETWORK N`, its clock N half minutes ahead.
const [networkId = '', n = '0'] = process.argv.slice(2);
const clock = { now: () => plusMinutes(new Date(), Number(n) / 2) };
const { services, stop } = await openProcess(readConfig(process.env), clock, domain);
console.log('begins');
while (await deliver(services, networkId));
await stop();
