import { expect } from "chai";
import { insightsOf } from "../../../domain/insights/findings";
import { newsOf } from "../../../domain/letters/toldFindings";
import { addMonths } from "../../../domain/values/day";
import { MAX_TOLD_FINDINGS } from "../../../domain/values/limits";
import { historyOf, monthly } from "../insights/histories";
import { finding } from "./toldFinding";

const SCOPE = { ledgerId: "home", currency: "EUR" };

describe("what letters told", () => {
  it("is not told again after a new price, which was news instead of it for a while", () => {
    const charges = monthly("2025-01-05", 14, "Spotify", 999).map((one, index) => ({
      ...one,
      amount: index < 6 ? 999 : 1_199,
    }));
    let told: readonly string[] = [];
    const keys: string[] = [];
    for (let month = "2025-02"; month <= "2026-03"; month = addMonths(month, 1)) {
      const news = newsOf(told, SCOPE, (wasTold) => insightsOf(historyOf(charges, `${month}-02`), wasTold));
      told = news.told;
      keys.push(...news.findings.map(({ key }) => key));
    }
    expect(keys).to.deep.equal(["recurring:SPOTIFY:month", "price:SPOTIFY:1199"]);
  });

  it("is remembered up to a limit, the longest of what is still found", () => {
    const gym = finding("recurring", "Gym");
    const find = (wasTold: (key: string) => boolean) => ({
      findings: wasTold(gym.key) ? [] : [gym],
      dismissed: wasTold(gym.key) ? [gym] : [],
    });
    const many = Array.from({ length: MAX_TOLD_FINDINGS + 5 }, (_, index) => `home EUR pace:${index}`);
    const { findings, told } = newsOf([`home EUR ${gym.key}`, ...many], SCOPE, find);
    expect(findings).to.deep.equal([]);
    expect(told).to.have.length(MAX_TOLD_FINDINGS);
    expect(told.at(-1)).to.equal(`home EUR ${gym.key}`);
    expect(new Set(told).size).to.equal(told.length);
  });
});
