/**
 * Gathers single calls into batches while one is under way, so that many writers share one commit.
 * A batch that fails as a whole is tried again one by one: one bad item harms nobody else. `atOnce` batches may be under
 * way: with two, one is being read while the other is being written.
 */
export function batcher<In, Out>(
  maxSize: number,
  run: (items: In[]) => Promise<Out[]>,
  atOnce = 1,
): (item: In) => Promise<Out> {
  type Waiting = { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void };
  let queue: Waiting[] = [];
  let underWay = 0;

  async function drain() {
    while (queue.length > 0) {
      const batch = queue.slice(0, maxSize);
      queue = queue.slice(maxSize);
      await settle(batch);
    }
    underWay -= 1;
  }

  async function settle(batch: Waiting[]) {
    try {
      const outs = await run(batch.map((w) => w.item));
      for (const [i, waiting] of batch.entries()) waiting.resolve(outs[i]!);
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(error);
      for (const one of batch) await settle([one]);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      // One turn of the loop lets the requests that came in together share the first batch.
      if (underWay < atOnce) {
        underWay += 1;
        setImmediate(drain);
      }
    });
}
