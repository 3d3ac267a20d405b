/**
 * The number of random values that a property is tried on: few in `npm test`, at least a thousand in `npm run test:soak`.
 * @param many For the soak run, where another number is promised, or where a value takes too long for a thousand.
 */
export const runs = (few: number, many = Math.max(few, 1_000)) => (process.env.FULL ? many : few);
