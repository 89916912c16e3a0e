import './meetings.css';
import { MeetingDoor } from './door.tsx';
import { MeetingMinutes } from './minutes.tsx';
import { MyMeetings } from './my-meetings.tsx';

const door = 'meetings-door-';
const minutes = 'meetings-minutes-';

/** The screens of meetings, by the name in the address. */
export function Meetings({ at }: { at: string }) {
  if (at.startsWith(door)) return <MeetingDoor id={at.slice(door.length)} />;
  if (at.startsWith(minutes)) return <MeetingMinutes id={at.slice(minutes.length)} />;
  return <MyMeetings />;
}
