import { Drawn } from '../../../field/drawn.tsx';
import { qrText } from '../rules/attendance.ts';
import { w } from './sessions-words.ts';

/** The code for the door as a square. */
export const Code = ({ code }: { code: string }) => <Drawn text={qrText(code)} label={w('code', { code })} />;
