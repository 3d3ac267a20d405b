import { mean, median } from "simple-statistics";
import { exactly, type Result, type Run } from "./harness";
import { type Score, scoreOf } from "./insights/score";

/** Rules are tuned on the households of seeds below; these are told of others. */
const FIRST_SEED = 200;

const QUICK_HOUSEHOLDS = 20;
const HOUSEHOLDS = 200;

/** Goal 19: that what insights say of made-up households, whose events are known, is true. */
export async function insights(run: Run): Promise<Result[]> {
  const households = run.quick ? QUICK_HOUSEHOLDS : HOUSEHOLDS;
  run.say(`insights of ${households} households`);
  const seeds = Array.from({ length: households }, (_, index) => FIRST_SEED + index);
  const score = scoreOf(seeds);
  return [...charges(score, households), ...forecasts(score, households)];
}

type Subject = Pick<Result, "goal" | "what" | "limit" | "details">;

function charges({ series, doubles, unusual }: Score, households: number): Result[] {
  const of = `in three years of ${households} households`;
  const least = (limit: number) => ({ atLeast: limit });
  const told = {
    goal: "19a",
    what: `precision of recurring charges ${of}`,
    limit: least(0.95),
    details: { ...series },
  };
  const pairs = {
    goal: "19c",
    what: `precision of double charges ${of}`,
    limit: least(0.95),
    details: { ...doubles },
  };
  const alarms = {
    goal: "19e",
    what: `false alarms a quarter ${of}`,
    limit: { atMost: 1 },
    details: { ...unusual },
  };
  return [
    result(told, series.right / series.found),
    result(
      { ...told, goal: "19b", what: `recall of recurring charges ${of}`, limit: least(0.9) },
      series.met / series.real,
    ),
    result(pairs, doubles.right / doubles.found),
    result(
      { ...pairs, goal: "19d", what: `recall of double charges ${of}`, limit: least(0.9) },
      doubles.right / doubles.real,
    ),
    result(alarms, unusual.falseAlarms / unusual.quarters),
    result(
      { ...alarms, goal: "19f", what: `recall of one-offs ${of}`, limit: least(0.8) },
      unusual.right / unusual.real,
    ),
  ];
}

function forecasts({ errors, inBand }: Score, households: number): Result[] {
  const of = `of forecasts on the 15th, of 24 months of ${households} households`;
  const [ours, runRate, lastMonth] = [median(errors.ours), median(errors.runRate), median(errors.lastMonth)];
  const details = { ours, runRate, lastMonth };
  const ratio = ours / Math.min(runRate, lastMonth);
  const held = mean(inBand);
  return [
    result({ goal: "19g", what: `median error ${of}`, limit: { atMost: 0.08 }, details }, ours),
    result(
      {
        goal: "19h",
        what: `median error ${of}, against the better of run rate and last month`,
        limit: { atMost: 0.75 },
        details,
      },
      ratio,
    ),
    result(
      {
        goal: "19i",
        what: `distance from 80 % held by the band ${of}`,
        limit: { atMost: 0.05 },
        details: { held },
      },
      Math.abs(held - 0.8),
    ),
  ];
}

const result = (subject: Subject, figure: number): Result => ({
  ...subject,
  kind: "count",
  figure: exactly(figure),
  unit: "",
});
