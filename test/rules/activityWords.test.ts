import { expect } from "chai";
import { sentenceOf } from "../../site/screens/activity/activityWords";

describe("The acts on a ledger", () => {
  it("are said with days and settings as the reader's locale writes them", () => {
    const said = (type: Parameters<typeof sentenceOf>[0]["type"], after: string) =>
      sentenceOf({ type, before: "Rent", after }, "someone");
    expect(said("ruleSkipped", "2026-12-01")).to.match(/skipped Rent on Dec 1, 2026$/);
    expect(said("alertThreshold", "450 EUR")).to.match(/changed the alert threshold to €450\.00$/);
    expect(said("monthStartsOn", "15")).to.match(/changed the first day of the month to 15$/);
    expect(said("monthStartsOn", "")).to.match(/changed the first day of the month to the default$/);
    expect(said("role", "viewer")).to.match(/gave … another role: Viewer: reads$/);
  });
});
