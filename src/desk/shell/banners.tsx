import { NewSignIns } from '../../features/accounts/desk/new-sign-ins.tsx';
import { AlarmBanner } from '../../features/callouts/desk/alarms.tsx';
import { CallBanner } from '../../features/calls/desk/call-banner.tsx';
import { DrillBanner } from '../../features/drills/desk/drill-banner.tsx';
import { WaitingBanner } from '../../features/escalations/desk/waiting-banner.tsx';
import { LockBanner } from '../../features/keys/desk/lock-banner.tsx';
import { PeopleAlarmBanner } from '../../features/people/desk/alarm-banner.tsx';
import { StopBanner } from '../../features/playbooks/desk/stop-banner.tsx';

/** What nobody at the desk may miss, above every screen: danger first. */
export const Banners = () => (
  <>
    <AlarmBanner />
    <CallBanner />
    <WaitingBanner />
    <PeopleAlarmBanner />
    <StopBanner />
    <NewSignIns />
    <DrillBanner />
    <LockBanner />
  </>
);
