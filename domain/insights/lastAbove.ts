/**
 * Amounts by place, among which the last one above a limit is found in as many steps as their number has binary digits: a
 * tree in which each node has the larger of two.
 */
export class LastAbove {
  private readonly width: number;
  private readonly largest: Float64Array;

  constructor(places: number) {
    this.width = 2 ** Math.ceil(Math.log2(Math.max(1, places)));
    this.largest = new Float64Array(2 * this.width);
  }

  set(place: number, amount: number): void {
    this.largest[this.width + place] = amount;
    for (let node = (this.width + place) >> 1; node >= 1; node >>= 1) {
      this.largest[node] = Math.max(this.at(2 * node), this.at(2 * node + 1));
    }
  }

  /**
   * Returns the last place whose amount is above a limit.
   * @param limit At least 0, which is the amount of places that were not set.
   */
  find(limit: number): number | undefined {
    if (this.at(1) <= limit) return undefined;
    let node = 1;
    while (node < this.width) node = this.at(2 * node + 1) > limit ? 2 * node + 1 : 2 * node;
    return node - this.width;
  }

  private at(node: number): number {
    return this.largest[node] ?? 0;
  }
}
