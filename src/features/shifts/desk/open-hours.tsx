import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { readPublished, readRamp } from '../contract.ts';
import { HoursForm } from './hours-form.tsx';
import { RampPicture } from './ramp.tsx';
import { RotaNav } from './rota-nav.tsx';

/** When somebody answers, and what it would take to answer at more hours. */
export function OpenHours() {
  const hours = useCall(readPublished, {});
  const ramp = useCall(readRamp, {});
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Open hours</h1>
        <RotaNav />
      </header>
      <p className="lead">
        The hours in which a person answers, as the public pages show them and the telephone says them.
      </p>
      <Loaded query={hours}>{(set) => <HoursForm key={JSON.stringify(set.windows)} set={set} />}</Loaded>
      <h2>Towards 24 hours</h2>
      <Loaded query={ramp} lines={6}>
        {(data) => <RampPicture ramp={data} />}
      </Loaded>
    </main>
  );
}
