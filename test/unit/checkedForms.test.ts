import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";

const ROOT = resolve(__dirname, "../..");

/** A form with its attributes and its content. */
const FORM = /<form\b(.*?)<\/form>/gs;

/** All that a form may hold whose fields nobody checks: buttons, and what they do. */
const FIELDS = /<(?!button|span)[a-z]|<[A-Z]/;

describe("Forms of the page", () => {
  it("are checked by the page, or by the browser in the page's words: its own are in another language", () => {
    const forms = globSync("site/**/*.tsx", { cwd: ROOT }).flatMap((path) =>
      [...readFileSync(join(ROOT, path), "utf8").matchAll(FORM)].map(([form = ""]) => ({ path, form })),
    );
    expect(forms).to.have.length.above(10);
    const unsaid = forms.filter(
      ({ form }) => FIELDS.test(form.slice(1)) && !/\bnoValidate\b|\{\.\.\.inOwnWords\}/.test(form),
    );
    expect(unsaid.map(({ path }) => path)).to.deep.equal([]);
  });
});
