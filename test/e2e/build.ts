import { buildFaces } from '../../bin/faces.ts';

/** The faces as the sources are now, built once before any browser opens them. */
export default buildFaces;
