import { useEffect, useState } from 'preact/hooks';
import type { FieldAssignment, Field as Server } from '../features/callouts/contract.ts';
import { Ask } from '../features/callouts/field/ask.tsx';
import { NotNeeded } from '../features/callouts/field/not-needed.tsx';
import { isRehearsal, rehearsed } from '../features/callouts/field/rehearse.ts';
import { StandDown } from '../features/callouts/field/stand-down.tsx';
import { chime } from './alarm.ts';
import { Idle } from './idle.tsx';
import { Button, closeSheet, goTo, useScreen } from './kit.tsx';
import { Invite, isInvited, SignIn } from './sign-in.tsx';
import { type Card, fold, foremost } from './state.ts';
import { type App, useApp, useNow } from './store.ts';
import { Strips } from './strips.tsx';
import { t } from './words.ts';

/** The card that matters now, and whose. */
export interface Shown {
  field: Server;
  assignment: FieldAssignment;
  card: Card;
}

/** The field app: strips on top, and below them the one card that matters now. */
export function Field() {
  const app = useApp();
  const now = useNow();
  const shown = whatMatters(app, now);
  const screen = useScreen();
  useArrival(shown);
  return (
    <>
      <p class="sr" role="status">
        {app.said}
      </p>
      <Strips
        app={app}
        drill={shown?.assignment.drill}
        rehearsal={!!shown && isRehearsal(shown.assignment)}
      />
      <main>
        <Screen app={app} shown={shown} screen={screen} />
      </main>
      {shown && shown.card !== 'stand-down' && screen === '' && (
        <footer>
          <Button look="quiet" onClick={() => goTo('more')}>
            {t('more')}
          </Button>
        </footer>
      )}
    </>
  );
}

/** What the network asks comes before a rehearsal. */
function whatMatters({ field, items, rehearsal, aside }: App, now: number): Shown | null {
  if (!field) return null;
  const real = fold(field, items);
  const first = foremost(real, aside);
  if (first && (first.card !== 'debrief' || !rehearsal)) return { field: real, ...first };
  if (!rehearsal) return null;
  const played = rehearsed(field, rehearsal, now);
  const next = foremost(played, aside);
  return next && { field: played, ...next };
}

/** A new ask chimes; whatever screen is open gives way to it, and to a stand-down. */
function useArrival(shown: Shown | null): void {
  const card = shown?.card;
  const id = shown?.assignment.id;
  useEffect(() => {
    if (!id || isInvited() || (card !== 'ask' && card !== 'stand-down')) return;
    closeSheet();
    if (card === 'ask') chime();
  }, [card, id]);
}

function Screen({ app, shown, screen }: { app: App; shown: Shown | null; screen: string }) {
  const later = useLater();
  if (isInvited()) return <Invite />;
  if (app.left) return later ? <later.OwnScreen at="leave" /> : <Loading />;
  if (!app.session) return app.online ? <Loading /> : <SignIn app={app} />;
  if (!app.session.signedIn) return <SignIn app={app} />;
  if (shown?.card === 'stand-down') return <StandDown {...shown} key={shown.assignment.id} />;
  if (screen === 'more')
    return (
      <>
        {later && <later.Pages />}
        <Idle app={app} links={later && <later.OwnLinks />} more />
      </>
    );
  if (later?.isOwn(screen)) return <later.OwnScreen at={screen} />;
  if (screen === 'sent') return later ? <later.Sent app={app} /> : <Loading />;
  if (screen === 'keys' && app.misfit) return later ? <later.Misfit /> : <Loading />;
  if (screen === 'you')
    return later ? <later.You passkeysAt={app.session?.passkeysAt ?? null} /> : <Loading />;
  if (screen === 'wake') return later ? <later.Waking /> : <Loading />;
  if (screen === 'shifts') return later ? <later.MyShifts /> : <Loading />;
  if (screen === 'channels') return later ? <later.MyChannels /> : <Loading />;
  if (screen === 'past')
    return later && app.field ? <later.Past field={fold(app.field, app.items)} /> : <Loading />;
  if (shown?.card === 'ask') return <Ask {...shown} key={shown.assignment.id} />;
  if (shown?.card === 'reserve' || shown?.card === 'released')
    return <NotNeeded {...shown} key={shown.assignment.id} />;
  if (shown) return later ? <later.Out {...shown} screen={screen} key={shown.assignment.id} /> : <Loading />;
  if (app.rehearsal) return later ? <later.RehearsalDone /> : <Loading />;
  return (
    <>
      {later && <later.Pages />}
      <Idle
        app={app}
        top={later && app.field?.paused && <later.Paused />}
        links={later && <later.OwnLinks />}
      />
    </>
  );
}

const Loading = () => <p class="soft">{t('loading')}</p>;

type Later = typeof import('./later.tsx');
let later: Later | null = null;

/** The screens that come after a yes: not needed to say it, so they are fetched after the first is drawn. */
function useLater(): Later | null {
  const [, draw] = useState(false);
  useEffect(() => {
    const fetch = () =>
      import('./later.tsx').then(
        (module) => {
          later = module;
          draw(true);
        },
        () => setTimeout(fetch, 5000),
      );
    void fetch();
  }, []);
  return later;
}
