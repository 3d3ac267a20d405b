import { expect } from "chai";
import { inWords, locale, speakBy } from "../../site/i18n";
import { de } from "../../site/i18n/de";
import { loadedEnglish } from "../../site/i18n/english";
import { errorOf } from "../../site/lib/network/refusalResponse";
import { problemOf } from "../../site/lib/network/requestError";
import { problem } from "../helpers/problem";

describe("A refusal on the page", () => {
  afterEach(() => speakBy("en", loadedEnglish));

  const shown = async (status: number, body: unknown) => {
    const { message, field, code } = await errorOf(Response.json(body, { status }));
    return { message, field, code };
  };
  const tooLong = problem("text.tooLong", {
    field: "description",
    values: { label: "The description", max: 1500 },
  });
  const tooLarge = problem("amount.tooLarge", { field: "amount", values: { max: 99999999.99 } });

  it("says in English what the API says", async () => {
    const { message, field, code } = tooLong;
    expect(await shown(400, tooLong)).to.deep.equal({ message, field, code });
    expect((await shown(503, problem("server.busy"))).message).to.equal(problem("server.busy").message);
  });

  it("shows the German text of the code, with numbers in German format", async () => {
    speakBy("de", de);
    expect(await shown(400, tooLong)).to.deep.equal({
      message: `Das ist zu lang: höchstens ${(1500).toLocaleString(locale())} Zeichen.`,
      field: "description",
      code: "text.tooLong",
    });
    expect((await shown(400, tooLarge)).message).to.equal(
      `Der höchste mögliche Betrag ist ${(99999999.99).toLocaleString(locale())}.`,
    );
    const early = problem("date.invalid", { field: "date", values: { year: "1900" } });
    expect((await shown(400, early)).message).to.include("aus dem Jahr 1900");
    expect((await shown(503, problem("server.busy"))).message).to.equal(de["refusal.server.busy"]);
  });

  it("shows the English message of a code that this version of the page does not know", async () => {
    speakBy("de", de);
    const newer = { code: "budget.closed", message: "The budget is closed." };
    expect((await shown(409, newer)).message).to.equal("The budget is closed.");
  });

  it("is put into words when it is shown, in the language of then, also if it was kept", async () => {
    const { message } = problemOf(await errorOf(Response.json(tooLong, { status: 400 })));
    const kept = JSON.parse(JSON.stringify(message));
    expect(inWords(kept)).to.equal(tooLong.message);
    speakBy("de", de);
    for (const said of [message, kept]) expect(inWords(said)).to.match(/^Das ist zu lang/);
  });

  it("says that something went wrong where the answer is not the API's", async () => {
    speakBy("de", de);
    const { message } = await errorOf(new Response("<html>Bad gateway</html>", { status: 502 }));
    expect(message).to.include("Bei uns ist etwas schiefgegangen");
  });
});
