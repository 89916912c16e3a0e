import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { listHandovers } from '../contract.ts';
import { Own } from './own.tsx';
import { Since } from './since.tsx';
import { ToTake } from './to-take.tsx';

/** Coming: what happened, and whose desk to take over. Going: what is open, a note, and to whom. */
export function HandoverScreen() {
  const waiting = useCall(listHandovers, {}, { every: 30_000 });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Handover</h1>
      </header>
      <div className="handover">
        <Since />
        <section className="switch-card" aria-labelledby="to-take">
          <h2 id="to-take">To take over</h2>
          <Loaded query={waiting}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title="Nobody waits to be relieved">
                  Whoever offers their desk, has forgotten to, or was taken off it stands here.
                </Empty>
              ) : (
                items.map((one, n) => <ToTake key={one.id} one={one} first={n === 0} />)
              )
            }
          </Loaded>
        </section>
        <Own />
      </div>
    </main>
  );
}
