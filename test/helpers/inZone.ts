/** Does work in a time zone, which is that of all threads that start meanwhile, too. */
export async function inZone<Result>(zone: string, work: () => Promise<Result>): Promise<Result> {
  const { TZ } = process.env;
  process.env.TZ = zone;
  try {
    return await work();
  } finally {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  }
}
