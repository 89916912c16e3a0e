/** Random numbers of given shapes from a source that is uniform in [0, 1). */
export interface Draws {
  normal(): number;
  /** Of mean `shape / rate`. Marsaglia and Tsang, "A simple method for generating gamma variables" (2000). */
  gamma(shape: number, rate: number): number;
  /** Of mean `a / (a + b)`, as the share of two gammas. */
  beta(a: number, b: number): number;
}

export function drawsFrom(uniform: () => number): Draws {
  // Box and Muller give two at a time.
  let spare: number | null = null;
  const normal = () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  const gamma = (shape: number, rate: number): number => {
    if (shape <= 0) return 0;
    // Below 1 the method does not hold; a power of a uniform brings it there.
    if (shape < 1) return gamma(shape + 1, rate) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate;
    }
  };
  const beta = (a: number, b: number) => {
    const x = gamma(a, 1);
    return x / (x + gamma(b, 1));
  };
  return { normal, gamma, beta };
}
