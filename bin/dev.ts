import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { faces, forgetBuilds, viteCommand } from './faces.ts';

// npm run dev: serve, and start again when a file of the server changes; build the faces again when theirs do.
const root = join(import.meta.dirname, '..');
await forgetBuilds(); // what follows leaves development builds behind
const commands = [
  ['--watch', '--watch-preserve-output', 'src/main.ts', 'serve', ...process.argv.slice(2)],
  ...faces.map((face) => viteCommand(face, '--watch', '--mode', 'development')),
];
const children = commands.map((command) =>
  spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }),
);

// All end together. Ctrl-C at a terminal has reached the children by itself.
const endAll = () => {
  for (const child of children) child.kill('SIGTERM');
};
process.on('SIGTERM', endAll);
process.on('SIGINT', endAll);
for (const child of children) child.on('exit', endAll);
