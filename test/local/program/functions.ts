/** Answers the event that it gets, and what the event's body asks for. */
export const ECHO = `
exports.handler = async (event) => {
  const ask = event.headers?.["X-Answer"];
  return ask ? JSON.parse(ask) : { statusCode: 200, body: JSON.stringify(event) };
};
`;

/** Does what the event says. */
export const PROBE = `
let calls = 0;
const started = Math.random();
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
class OddError extends Error {
  constructor(message) {
    super(message);
    this.name = "OddError";
  }
}
const tricks = {
  state: () => ({ calls: ++calls, started, env: process.env }),
  context: (_, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() }),
  throw: () => { throw new OddError("as asked"); },
  exit: () => process.exit(3),
  sleep: ({ ms }) => sleep(ms),
  reject: async () => { Promise.reject(new OddError("left behind")); await sleep(500); },
  hoard: () => { const all = []; for (;;) all.push(new Array(100000).fill(Math.random())); },
  big: () => "x".repeat(6300000),
  nothing: () => undefined,
  hour: () => new Date("2026-07-01T12:00:00Z").getHours(),
  log: () => {
    console.log("plain", 1);
    console.info({ amount: 12 });
    console.error("went wrong:", new OddError("as asked"));
    console.debug("not at this level");
    process.stdout.write('{"_aws":{}}\\n');
  },
};
exports.handler = async (event, context) => tricks[event.do](event, context);
`;
