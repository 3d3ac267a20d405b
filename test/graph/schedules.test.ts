import { expect } from "chai";
import { addMonths, dayIn } from "../../domain/values/day";
import { occurrences } from "../../local/services/scheduler/expression";
import { CUSTOM } from "../helpers/configurations";
import { type Graph, programGraph } from "../helpers/graph";

const ZONES = ["UTC", "America/New_York", "Europe/Berlin", "Asia/Tokyo", "Australia/Lord_Howe"];
const SCHEDULE = "aws:scheduler/schedule:Schedule";
const FROM = new Date("2026-01-01T12:00:00Z");
const TO = new Date("2036-01-01T12:00:00Z");

describe("schedules of the jobs over ten years", () => {
  let graph: Graph;
  before(async function () {
    this.timeout(60_000);
    graph = await programGraph();
  });

  const times = (name: string, zone: string) => {
    const { scheduleExpression } = graph.inputs(SCHEDULE, name);
    return occurrences(String(scheduleExpression), zone, FROM, TO);
  };

  it("look for alerts and crossed budgets every five minutes", () => {
    const five = Array.from({ length: 12 }, (_, index) => 5 * index);
    for (const name of ["alert-sweep", "budgets"]) {
      const { scheduleExpression } = graph.inputs(SCHEDULE, name);
      const hour = occurrences(String(scheduleExpression), "UTC", FROM, new Date(FROM.getTime() + 3_600_000));
      expect(
        hour.map((at) => (at.getTime() - FROM.getTime()) / 60_000),
        name,
      ).to.deep.equal(five);
    }
  });

  it("mail letters when reports are created, by default and by the setting", async function () {
    this.timeout(60_000);
    const custom = await programGraph(CUSTOM);
    const expressions = [graph, custom].map((one) =>
      ["reports", "letters"].map((name) => one.inputs(SCHEDULE, name).scheduleExpression),
    );
    const set = CUSTOM.reportSchedule;
    expect(expressions).to.deep.equal([
      ["cron(0 5 2 * ? *)", "cron(0 5 2 * ? *)"],
      [set, set],
    ]);
  });

  for (const zone of ZONES) {
    it(`create one report a month in ${zone}, for the previous month`, () => {
      const months = times("reports", zone).map((at) => addMonths(dayIn(zone, at).slice(0, 7), -1));
      const first = addMonths(dayIn(zone, FROM).slice(0, 7), -1);
      expect(months).to.deep.equal(Array.from({ length: 120 }, (_, index) => addMonths(first, index)));
    });

    it(`back up once a day in ${zone}`, () => {
      const days = times("backup", zone).map((at) => dayIn(zone, at));
      expect(days).to.have.length(3652);
      expect(new Set(days).size).to.equal(days.length);
    });

    it(`verify once a week in ${zone}`, () => {
      const days = times("verify", zone).map((at) => dayIn(zone, at));
      const gaps = days
        .slice(1)
        .map((day, index) => (Date.parse(day) - Date.parse(days[index] ?? "")) / 86_400_000);
      expect(new Set(gaps)).to.deep.equal(new Set([7]));
    });
  }
});
