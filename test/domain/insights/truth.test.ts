import { expect } from "chai";
import { mean, median } from "simple-statistics";
import { ANOMALIES, scoreOf } from "../../../bench/insights/score";
import { sum } from "../../../domain/insights/statistics";

describe("insights of made-up households", () => {
  it("are about as true as goals 19a to 19i2 want them", () => {
    const score = scoreOf([0, 1, 2, 3, 4, 5]);
    const { series, doubles, anomalies, oneOffs, errors } = score;
    expect(series.right / series.found, "19a").to.be.at.least(0.92);
    expect(series.met / series.real, "19b").to.be.at.least(0.87);
    expect(doubles.right / doubles.found, "19c").to.be.at.least(0.9);
    expect(doubles.right / doubles.real, "19d").to.be.at.least(0.85);
    expect(score.stopped.right, "stopped").to.equal(score.stopped.told);
    const falseAlarms = sum(ANOMALIES.map((kind) => anomalies[kind].falseAlarms));
    expect(falseAlarms / score.quarters, "19e").to.be.at.most(1.3);
    expect(oneOffs.told / oneOffs.real, "19f").to.be.at.least(0.7);
    const error = median(errors.ours);
    expect(error, "19g").to.be.at.most(0.1);
    expect(error / median(errors.runRate), "19h").to.be.at.most(0.75);
    expect(error / median(errors.lastMonth), "19h2").to.be.at.most(0.75);
    expect(mean(score.inBand), "19i").to.be.within(0.7, 0.9);
    expect(median(score.ruled.errors), "19g2").to.be.at.most(0.1);
    expect(mean(score.ruled.inBand), "19i2").to.be.within(0.7, 0.9);
    expect(median(score.ruled.added), "19g3").to.be.at.least(0.7);
  });

  it("say of no price that rises by 70 % that it is over", () => {
    const { stopped } = scoreOf([23]);
    expect(stopped.told).to.be.above(0);
    expect(stopped.right).to.equal(stopped.told);
  });
});
