import { keyOf, type ObjectDatabase } from "./database";
import type { Bucket } from "./model";

/** The buckets that the program declares. Others cannot be reached, although their contents are kept. */
export class Buckets {
  private readonly byName = new Map<string, Bucket>();

  constructor(private readonly database: Pick<ObjectDatabase, "buckets">) {}

  async declare(name: string): Promise<void> {
    const created = this.database.buckets;
    const stored = await created.get(keyOf(name));
    if (stored === undefined) await created.put(keyOf(name), { createdAt: Date.now() });
    const createdAt = stored?.createdAt ?? Date.now();
    this.byName.set(name, { name, createdAt });
  }

  all(): Bucket[] {
    return [...this.byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): Bucket | undefined {
    return this.byName.get(name);
  }

  /** @throws Error if the program does not declare it */
  get(name: string): Bucket {
    const bucket = this.find(name);
    if (!bucket) throw new Error(`there is no bucket named ${name}.`);
    return bucket;
  }

  set(name: string, settings: Omit<Partial<Bucket>, "name" | "createdAt">): void {
    Object.assign(this.get(name), settings);
  }
}
