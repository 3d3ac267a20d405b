import { type Result, type Run, spreadOf } from "./harness";
import { type Outputs, signedIn, withLocalCloud } from "./localCloud";

/** Each takes seconds. */
const TURNS = 7;

/** Goal 13: from `npm start` on an installed checkout, without data, to the first stored expense. */
export async function start({ say }: Run): Promise<Result[]> {
  const seconds: number[] = [];
  for (let turn = 1; turn <= TURNS; turn += 1) {
    say(`Starting the local cloud, ${turn} of ${TURNS}`);
    seconds.push(await firstExpense());
  }
  return [
    {
      goal: "13",
      what: "npm start to the first stored expense",
      kind: "time",
      figure: spreadOf(seconds),
      unit: "s",
      limit: { atMost: 5 },
      details: {},
    },
  ];
}

async function firstExpense(): Promise<number> {
  const begin = performance.now();
  return withLocalCloud(async (outputs) => {
    await storeExpense(outputs);
    return (performance.now() - begin) / 1000;
  });
}

async function storeExpense(outputs: Outputs): Promise<void> {
  const response = await fetch(`${outputs.apiUrl}/expenses`, {
    method: "POST",
    headers: await signedIn(outputs),
    body: JSON.stringify({ description: "First", amount: "1.00" }),
  });
  if (response.status !== 201) throw new Error(`The first expense was answered ${response.status}.`);
}
