import { bench, interleaved, line, ratios, spread, told, verdict } from './kit.ts';
import { root, startChild, startPorchlight } from './server.ts';

// Target 12: from spawning to the first 200 of /readyz, on a warm install (data, compile cache and faces are there).
await bench(async (own) => {
  const data = own.folder();
  const bareData = own.folder();
  const timed = (start: () => ReturnType<typeof startChild>) => async () => {
    const child = await start();
    await child.stop();
    return child.readyMs;
  };
  const sides = {
    ours: timed(() => startPorchlight(own, data)),
    bare: timed(() => startChild(own, [`${root}/bench/bare-start.ts`], { BENCH_DATA: bareData })),
    npm: timed(() => startChild(own, [`${root}/bin/run.mjs`, 'start'], { PORCHLIGHT_DATA: data })),
  };
  const first = await sides.ours();
  line('first start, growing 4,000 volunteers', `${Math.round(first)} ms`);
  await interleaved(1, sides);
  const read = await interleaved(7, sides);
  line('bare Fastify + the same PostgreSQL, ms', told(spread(read.bare)));
  line('src/main.ts serve, ms', told(spread(read.ours)));
  line('npm start (stale check of the faces included), ms', told(spread(read.npm)));
  verdict('start to ready, to bare', ratios(read.ours, read.bare), { atMost: 1.5 });
  verdict('npm start to ready, to bare', ratios(read.npm, read.bare), { atMost: 1.5 });
});
