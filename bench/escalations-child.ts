import { domain } from '../src/composition.ts';
import { loops as delivery } from '../src/features/channels/commands/deliver.ts';
import { stepDue } from '../src/features/escalations/commands.ts';
import { systemClock } from '../src/platform/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { Background } from '../src/platform/events/background.ts';
import { openProcess } from '../src/platform/process.ts';

// A worker as it runs, with the loops that page and that hand over; tells each batch that it begins.
const { services } = await openProcess(readConfig(process.env), systemClock, domain);
const step = {
  name: 'escalations.step',
  run: async (...given: Parameters<typeof stepDue>) => {
    const more = await stepDue(...given);
    if (more) console.log('batch');
    return more;
  },
};
const background = new Background({ services, handlers: [], loops: [step, ...delivery] });
await background.start();
console.log('begins');
