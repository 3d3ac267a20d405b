import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { build } from "esbuild";
import { expenseSearch } from "../../domain/expenses/expense";
import { MAX_CATEGORIES } from "../../domain/values/limits";
import { tokensOf, usePage } from "./page";

/** Bytes of an address that the headers of a request leave of API Gateway's 10,240: a token takes up to 2,000. */
const MOST_BYTES = 7000;

describe("A page of a list", () => {
  const page = usePage();
  let lists: typeof import("./listPageBundle");
  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), "lists-"));
    const outfile = join(folder, "lists.cjs");
    const entryPoints = [join(__dirname, "listPageBundle.ts")];
    await build({ entryPoints, outfile, bundle: true, platform: "node", format: "cjs", logLevel: "error" });
    lists = createRequire(__filename)(outfile);
    await rm(folder, { recursive: true });
    await lists.loadConfig();
  });
  beforeEach(() => lists.startSession(tokensOf("ada")));

  /** The request for a page of a list that is filtered by categories. */
  async function requestFor(category: readonly string[]) {
    let asked: { method: string | undefined; url: URL; body: unknown } | undefined;
    page.serve((url, { method, body }) => {
      asked = { method, url, body: JSON.parse(String(body ?? "null")) };
      return Response.json({ expenses: [] });
    });
    const query = lists.searchOf(lists.filterOf({ category: category.join("\n") }));
    await lists.pageOf({ ...query, month: "2026-11" }, { cursor: "next" });
    return asked;
  }

  it("is asked for in an address, as long as that has room for its filters", async () => {
    const asked = await requestFor(["Home", "Café"]);
    expect([asked?.method, asked?.body]).to.deep.equal(["GET", null]);
    expect(asked?.url.searchParams.getAll("category")).to.deep.equal(["Home", "Café"]);
    for (const sign of ["x", "é", "ع", "支", "🚲"]) {
      for (let count = 0; count <= MAX_CATEGORIES; count += 1) {
        const names = Array.from({ length: count }, (_, index) => `${index}`.padStart(40, sign));
        const { href = "" } = (await requestFor(names))?.url ?? {};
        expect(href, `${count} × ${sign}`).to.have.length.below(MOST_BYTES);
      }
    }
  });

  it("is asked for by a body beyond that, with every filter and nothing that is empty", async () => {
    const category = Array.from({ length: MAX_CATEGORIES }, (_, index) => `${index}`.padStart(40, "支"));
    const asked = await requestFor(category);
    expect([asked?.method, asked?.url.pathname]).to.deep.equal(["POST", "/expenses/search"]);
    expect(asked?.body).to.deep.equal({ limit: 500, month: "2026-11", category, cursor: "next" });
    expect(expenseSearch.safeParse({ month: "2026-11", category }).error).to.equal(undefined);
  });
});
