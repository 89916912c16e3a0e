import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../field/kit.tsx';
import { distance, t } from '../../../field/words.ts';
import type { FieldAssignment, Meet } from '../contract.ts';
import { crossingsNear } from './crossings.ts';
import { isRehearsal } from './rehearse.ts';
import { offset, type Point, Sketch } from './sketch.tsx';

/** Where to meet: its name, a sketch, and the way into the phone's own maps. */
export function MeetPoint({ assignment: a }: { assignment: FieldAssignment }) {
  if (!a.meet)
    return (
      <section>
        <h2>{t('meet')}</h2>
        <p>{t('meetWait')}</p>
      </section>
    );
  return <Known meet={a.meet} rehearsal={isRehearsal(a)} />;
}

function Known({ meet, rehearsal }: { meet: Meet; rehearsal: boolean }) {
  const [me, setMe] = useState<Point | 'unknown' | null>(null);
  const [near, setNear] = useState<{ name: string; lat: number; lon: number }[]>([]);
  const { lat, lon } = meet;
  useEffect(() => void crossingsNear({ lat, lon }).then(setNear), [lat, lon]);
  const look = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setMe({ lat: coords.latitude, lon: coords.longitude }),
      () => setMe('unknown'),
      { enableHighAccuracy: true, timeout: 20_000 },
    );
  const at = me === 'unknown' ? null : me;
  return (
    <section class="meet">
      <h2>{t('meet')}</h2>
      <p class="place">{meet.label}</p>
      <Sketch centre={meet} crossings={near.filter(({ name }) => name !== meet.label)} me={at} />
      {at && <p>{t('mapMeFar', { distance: distance(Math.hypot(...offset(meet, at))) })}</p>}
      {me === 'unknown' && <p>{t('mapMeNo')}</p>}
      <div class="grid">
        {!rehearsal && (
          <a class="button" href={`geo:${meet.lat},${meet.lon}?q=${meet.lat},${meet.lon}`}>
            {t('maps')}
          </a>
        )}
        {!me && <Button onClick={look}>{t('mapMe')}</Button>}
      </div>
    </section>
  );
}
