import { expect } from "chai";
import { textBetween } from "../../bench/table";
import { afterRun } from "../runners/soakSection";

describe("the record of a soak run", () => {
  const recorded = (commit: string, selection = "") => {
    const options = selection && ` Options: \`${selection}\`.`;
    return `Commit \`${commit}\` on a machine.${options}\n\n\`\`\`\npassed\n\`\`\``;
  };

  it("keeps the runs of other selections of a part, each with its commit", () => {
    const first = recorded("a", "--grep seed 1$");
    const other = recorded("b", "--grep seed 11$");
    const both = afterRun(first, other, "--grep seed 11$");
    expect(both).to.equal(`${first}\n\n${other}`);
    const again = recorded("c", "--grep seed 1$");
    expect(afterRun(both, again, "--grep seed 1$")).to.equal(`${other}\n\n${again}`);
  });

  it("is that of a run of the whole part alone, and keeps it beside a later selection", () => {
    const whole = recorded("a");
    expect(afterRun(recorded("b", "--grep x"), whole, "")).to.equal(whole);
    const later = recorded("c", "--grep x");
    expect(afterRun(whole, later, "--grep x")).to.equal(`${whole}\n\n${later}`);
  });

  it("is found between its markers", () => {
    const run = recorded("a");
    expect(textBetween(`# Soak\n<!-- pages -->\n\n${run}\n\n<!-- /pages -->\n`, "pages")).to.equal(run);
    expect(afterRun(textBetween("<!-- x -->\n<!-- /x -->", "x"), run, "--grep x")).to.equal(run);
  });
});
