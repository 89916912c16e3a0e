import type { TestProject } from 'vitest/node';
import { buildFaces } from '../../bin/faces.ts';
import { growDemo } from './server.ts';

/** The faces as the sources are now, and a demo grown with them, once before any browser opens them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildFaces();
  const { dataDir, stop } = await growDemo();
  project.provide('demo', dataDir);
  return stop;
}
