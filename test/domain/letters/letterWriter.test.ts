import { mock } from "node:test";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { expect } from "chai";
import { letterOf } from "../../../domain/insights/letter";
import type { LetterFacts } from "../../../domain/insights/letterFacts";
import type { UserSettings } from "../../../domain/ledgers/settings";
import { conversation, LetterModel } from "../../../domain/letters/letterModel";
import { letterRequestOf } from "../../../domain/letters/letterRequest";
import { LetterWriter } from "../../../domain/letters/letterWriter";
import type { MailLanguage } from "../../../domain/values/mailLanguage";
import { useQuietLog } from "../../helpers/quietLog";

const FACTS: LetterFacts = {
  month: "2026-10",
  currency: "EUR",
  total: "1234.50",
  usual: { amount: "1100.00", direction: "more", difference: "134.50", percent: 12 },
  categories: [{ category: "Eating out", total: "80.00" }],
};

const AGREED = { phrasedLetters: true, phrasedBy: "model" };

describe("a letter that a model phrases", () => {
  let written: string[];
  const { write } = process.stdout;
  useQuietLog();
  beforeEach(() => {
    written = [];
  });

  /** Writes a letter with a model that says this; `undefined` fails. */
  async function letter(
    says: string | undefined,
    language: MailLanguage = "en",
    consent: Pick<UserSettings, "phrasedLetters" | "phrasedBy"> = AGREED,
  ) {
    let asked = 0;
    const writer = new LetterWriter({
      phrase: async () => {
        asked += 1;
        if (says === undefined) throw new Error("The model is not there.");
        return says;
      },
      metricsNamespace: "Expenses",
    });
    process.stdout.write = ((line: string) => written.push(line) > 0) as typeof write;
    try {
      return { text: await writer.write(FACTS, language, consent), asked };
    } finally {
      process.stdout.write = write;
    }
  }
  const counted = () =>
    written.map((line) => JSON.parse(line)._aws.CloudWatchMetrics[0].Metrics[0].Name as string);

  it("is shown if all of its numbers are facts", async () => {
    const { text } = await letter("October cost you €1,234.50,\n12 % more than usual.");
    expect(text).to.equal("October cost you €1,234.50, 12 % more than usual.");
    expect(counted()).to.deep.equal([]);
  });

  it("is the template's, and counted, if the model lies, talks on, writes other digits, or nothing", async () => {
    const lies: [string, MailLanguage?][] = [
      ["October cost you €1,234.60."],
      ["October cost you €1,234.50, a third of €3,700."],
      [`October cost you €1,234.50. ${"Well ".repeat(120)}`],
      ["October cost you €١٬٢٣٤٫٥٠."],
      ["Der Oktober kostete 1,234.50 €.", "de"],
      ["October cost you $1,234.50."],
      ["October cost you €12."],
      ["October cost you 12 80.00 €."],
      ["Der Oktober kostete 12 80,00 €.", "de"],
      ["October cost you €1,234.50, twice as much as usual."],
      ["October cost you a thousand."],
      ["October cost you €1,234.50, that is 100 dollars more."],
      ["Der Oktober kostete doppelt so viel.", "de"],
      ["كلف أكتوبر ضعف المعتاد", "ar"],
      ["October cost you €1,234.50 bn."],
      ["October cost you €1,234.50 × €80.00."],
      ["October cost you \u202e€1,234.50\u202c."],
      ["Der Oktober kostete 1.234,50 € Mio.", "de"],
      ["كلف أكتوبر \u2068١٬٢٣٤٫٥٠ €\u2069 ك", "ar"],
      [""],
    ];
    for (const [lie, language = "en"] of lies) {
      expect([lie, (await letter(lie, language)).text]).to.deep.equal([lie, letterOf(FACTS, language)]);
    }
    expect(counted()).to.deep.equal(lies.map(() => "LettersRefused"));
  });

  it("is the template's if the model does not answer", async () => {
    expect((await letter(undefined)).text).to.equal(letterOf(FACTS, "en"));
    expect(counted()).to.deep.equal(["LettersRefused"]);
  });

  it("is never asked for without the user's consent, or without a model", async () => {
    // Earlier releases stored no model: which one the user saw is not known.
    for (const consent of [
      {},
      { phrasedLetters: true },
      { phrasedLetters: false, phrasedBy: "model" },
      { phrasedBy: "model" },
    ]) {
      expect(await letter("Anything", "en", consent)).to.deep.equal({
        text: letterOf(FACTS, "en"),
        asked: 0,
      });
    }
    const alone = new LetterWriter({ metricsNamespace: "Expenses" });
    expect(await alone.write(FACTS, "en", AGREED)).to.equal(letterOf(FACTS, "en"));
    expect(written).to.deep.equal([]);
  });

  it("is phrased by the model that the user agreed to, and otherwise the template's without being counted", async () => {
    const said = { output: { message: { content: [{ text: " Hello. " }] } } };
    const send = mock.method(BedrockRuntimeClient.prototype, "send", async () => said);
    const request = { ...letterRequestOf(FACTS, "en"), agreedModel: "model" };
    const texts = [
      await new LetterModel("other").phrase(request),
      await new LetterModel("model").phrase(request),
    ];
    send.mock.restore();
    expect([texts, send.mock.callCount()]).to.deep.equal([[undefined, "Hello."], 1]);
    const sent = JSON.stringify(send.mock.calls[0]?.arguments);
    expect(sent).to.include("modelId").and.not.include("agreedModel");

    const writer = new LetterWriter({ phrase: async () => undefined, metricsNamespace: "Expenses" });
    expect(await writer.write(FACTS, "en", AGREED)).to.equal(letterOf(FACTS, "en"));
    expect(written).to.deep.equal([]);
  });

  it("is asked for with the facts alone, which passed through the guard are the only numbers", () => {
    const { messages, ...others } = conversation("model", letterRequestOf(FACTS, "de"));
    expect(others).to.have.keys("modelId", "system", "inferenceConfig");
    const sent = JSON.parse(messages?.[0]?.content?.[0]?.text ?? "");
    const spaced = JSON.parse(JSON.stringify(sent).replaceAll("\u00a0", " "));
    expect(spaced).to.deep.equal({
      month: "Oktober 2026",
      total: "1.234,50 €",
      usual: { amount: "1.100,00 €", difference: "134,50 €", percent: "12 %", direction: "more" },
      categories: [{ name: "Essen gehen", total: "80,00 €" }],
    });
  });
});
