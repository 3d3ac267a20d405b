/** Draws the same numbers from the same seed: Mulberry32, by Tommy Ettinger, public domain. */
export class Random {
  constructor(private state: number) {}

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  between = (least: number, most: number) => least + this.next() * (most - least);

  /** An integer, both ends included. */
  integer = (least: number, most: number) => Math.floor(this.between(least, most + 1));

  chance = (probability: number) => this.next() < probability;

  pick<Value>(values: readonly Value[]): Value {
    return values[this.integer(0, values.length - 1)] as Value;
  }

  /** From the standard normal distribution, by Box and Muller. */
  normal = () => Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());

  /** Around a median, with the standard deviation of its logarithm; minor units. */
  logNormal = (medianAmount: number, sigma: number) =>
    Math.max(50, Math.round(medianAmount * Math.exp(sigma * this.normal())));

  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count += 1;
    return count;
  }
}
