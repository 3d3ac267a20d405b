// Loaded before the tests. Properties are tried on the same values in every run, so that a run that fails fails again;
// the soak run tries a thousand, newly drawn ones. fast-check names the seed with a failure.
const fc = require("fast-check");

fc.configureGlobal(process.env.FULL ? { numRuns: 1_000 } : { seed: 1, numRuns: 50 });
