import { useState } from 'preact/hooks';
import { Back, Fact, Facts, Title } from '../../../../field/kit.tsx';
import { Scan } from '../../../../field/scan/scan.tsx';
import { announce, now, useApp } from '../../../../field/store.ts';
import { t, time } from '../../../../field/words.ts';
import type { OwnCourse } from '../../contract.ts';
import { checkCard, type Verdict } from '../../rules.ts';
import { useCheckList } from './acts.ts';
import { date, w } from './words.ts';

const staleMs = 14 * 24 * 60 * 60_000;
const signs = { valid: '✓', expired: '▲', revoked: '■', foreign: '■' };

/** Is this certificate valid? By the network's key and the list of those taken back, as this phone keeps them. */
export function Check({ courses }: { courses: OwnCourse[] }) {
  const { kept } = useCheckList();
  const { online } = useApp();
  const [verdict, set] = useState<Verdict | null>(null);
  const check = async (token: string) => {
    const found = await checkCard(token, kept!.data, new Date(now()));
    announce(w(`is.${found.state}`));
    set(found);
  };
  return (
    <>
      <Back />
      <Title>{w('check')}</Title>
      {!kept && <p class="notice">{online ? t('loading') : w('checkNone')}</p>}
      {kept && (
        <>
          <p class="soft">{w('checkLead')}</p>
          <Scan onRead={(token) => void check(token)} hint={w('checkHint')} />
          {verdict && <Said verdict={verdict} at={kept.data.at} courses={courses} />}
        </>
      )}
    </>
  );
}

function Said({ verdict, at, courses }: { verdict: Verdict; at: string; courses: OwnCourse[] }) {
  const titleOf = (id: string) => courses.find((c) => c.id === id)?.title ?? id;
  return (
    <section class="notice" role="status">
      <h2>
        <strong>{`${signs[verdict.state]} ${w(`is.${verdict.state}`)}`}</strong>
      </h2>
      {verdict.state === 'foreign' ? (
        <p>{w('foreignText')}</p>
      ) : (
        <Facts>
          <Fact name={w('callSign')}>{verdict.callSign}</Fact>
          <Fact name={titleOf(verdict.course)}>
            {w(verdict.state === 'expired' ? 'ended' : 'until', {
              day: date(verdict.expiresAt.toISOString()),
            })}
          </Fact>
        </Facts>
      )}
      {verdict.state !== 'foreign' && <p class="soft">{w('asOfList', { day: date(at), time: time(at) })}</p>}
      {now() - Date.parse(at) > staleMs && <p>{w('tooOld')}</p>}
    </section>
  );
}
