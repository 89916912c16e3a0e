/** Loaded into the house under test before anything else: its clock goes ahead by the minutes that it is sent. */
const Real = Date;
let aheadMs = 0;

globalThis.Date = class extends Real {
  constructor(...given: [] | [number | string | Date]) {
    if (given.length === 0) super(Real.now() + aheadMs);
    else super(...(given as ConstructorParameters<typeof Real>));
  }
  static override now(): number {
    return Real.now() + aheadMs;
  }
} as DateConstructor;

process.on('message', (minutes: number) => {
  aheadMs += minutes * 60_000;
  process.send?.('moved');
});
// Waiting for it must not keep the house up.
process.channel?.unref();
