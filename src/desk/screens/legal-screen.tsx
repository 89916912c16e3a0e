import { Intakes } from '../../features/legal/desk/intakes.tsx';
import { ThreadPanel } from '../../features/threads/desk/thread-view.tsx';

/** Intakes of the legal desk, each with what was said and written with whoever told of it. */
export const LegalScreen = () => (
  <Intakes thread={(id) => <ThreadPanel id={id} title="Said with them" under={1} />} />
);
