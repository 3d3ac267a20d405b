import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import * as ts from "typescript";

const ROOT = resolve(__dirname, "../..");

/** The hooks that keep a value of the first render, or until one of their dependencies changes. */
const KEEPING = /^use(State|Ref|Memo|Callback)$/;

/** Values that a component may keep although they are computed, or the start of their text: each is followed, or does not change. */
const JUSTIFIED: Readonly<Record<string, string>> = {
  "parts/basics/useMedia.ts useState(() => matchMedia(query).matches)": "an effect follows",
  "parts/fields/amountAid.tsx useRef(currency)": "the field has a key of its currency",
  "parts/fields/useChoices.ts useState(() => keptChoices": "input of the user",
  "parts/fields/useProblems.ts useState(initial)": "the refusal that opened the form",
  "parts/loading/lazy.tsx useState(() => code.module)": "code that was loaded stays",
  "parts/loading/loadable.tsx useRef({ key, begun: 0, shown: 0 })": "each render sets the key",
  "parts/loading/loadable.tsx useState({ key })": "a state with another key is not shown",
  "parts/loading/useAttention.ts useRef(look)": "each render sets it",
  "parts/loading/useDerived.ts useMemo(() => computed(compute))": "follows every signal that it reads",
  "parts/loading/virtualList.tsx useRef(onHeight)": "each render sets it",
  "screens/auth/challengeForm.tsx useState(challenge)": "the first of a sign-in's questions",
  "screens/auth/useMailed.ts useState(() => linked ?? mailedAddress(purpose))": "the step of a flow",
  "screens/budgets/strip.tsx useRef(sums)": "an effect follows",
  "screens/categories/signChoice.tsx useState(drawMoreSigns)": "code that was loaded stays",
  "screens/ledgers/ledgers.tsx useState(palette[0].colour)": "a constant",
  "screens/month/addSheet.tsx useState(String(typedInto(": "input of the user, which a handler follows",
  "screens/expenseForm/expenseFields.tsx useState(further.some(":
    "opened for what is there at first, then by the user",
  "screens/month/filterBar.tsx useState(value)": "an effect follows the address",
  "screens/month/list.tsx useCallback(() => {": "depends on all it reads",
  "screens/month/quickAdd.tsx useState(isNobodyAtWork)": "decided as the form appears",
  "screens/month/monthPicker.tsx useState(Number(month.slice(0, 4)))": "another month closes the sheet",
  "screens/expenseForm/split.tsx useState(() => partsIn(typedInto(form).parts))": "input of the user",
  "screens/receipts/picture.tsx useState(latest)": "the file of a receipt never changes",
};

/** State that an effect may set after the paint, as the user cannot. */
const SET_LATE: readonly string[] = [
  "parts/loading/usePages.ts setItems",
  "screens/receipts/page.tsx setUrl",
];

describe("Components of the page", () => {
  it("keep no value that may change under them: what a form starts with is derived, and only a choice is kept", () => {
    const all = globSync("site/**/*.{ts,tsx}", { cwd: ROOT }).flatMap(keptIn);
    const justified = Object.keys(JUSTIFIED);
    expect(all.filter((kept) => !justified.some((one) => kept.startsWith(one)))).to.deep.equal([]);
    expect(justified.filter((one) => !all.some((kept) => kept.startsWith(one)))).to.deep.equal([]);
  });

  it("name all that a derived value reads and that is no signal", () => {
    const all = globSync("site/**/*.{ts,tsx}", { cwd: ROOT }).flatMap(derivedIn);
    expect(all).to.have.length.above(5);
    expect(all.flatMap(({ path, unnamed }) => unnamed.map((name) => `${path}: ${name}`))).to.deep.equal([]);
  });

  it("set nothing in an effect after the paint: the user may have typed or chosen something by then", () => {
    const late = globSync("site/**/*.{ts,tsx}", { cwd: ROOT }).flatMap(setLateIn);
    expect(late.filter((one) => !SET_LATE.includes(one))).to.deep.equal([]);
    expect(SET_LATE.filter((one) => !late.includes(one))).to.deep.equal([]);
  });
});

const sourceOf = (path: string) =>
  ts.createSourceFile(path, readFileSync(join(ROOT, path), "utf8"), ts.ScriptTarget.Latest, true);

/** The hooks of a file that keep a value which is no constant, each as its file and its text. */
function keptIn(path: string): string[] {
  const file = sourceOf(path);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && KEEPING.test(node.expression.getText())) {
      const [first] = node.arguments;
      const hook = node.expression.getText();
      if (first && !isConstant(first)) {
        const text = file.text.slice(first.pos, first.end).replace(/\s+/g, " ");
        found.push(`${path.replace("site/", "")} ${hook}(${text})`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The state that effects of a file set as they run after a paint, each as the file and its setter. */
function setLateIn(path: string): string[] {
  const file = sourceOf(path);
  const [setters, late] = [new Set(["putBack", "select", "setValue"]), new Set<string>()];
  const visit = (node: ts.Node, isLate: boolean): void => {
    if (ts.isVariableDeclaration(node) && ts.isArrayBindingPattern(node.name)) {
      const [, setter] = node.name.elements;
      if (setter && node.initializer?.getText().startsWith("useState"))
        setters.add(setter.getText().replace(/ .*/, ""));
    }
    if (isLate && ts.isCallExpression(node) && setters.has(node.expression.getText()))
      late.add(node.expression.getText());
    const isEffect = ts.isCallExpression(node) && node.expression.getText() === "useEffect";
    ts.forEachChild(node, (child) => visit(child, isEffect || (isLate && !isLater(child, node))));
  };
  visit(file, false);
  return [...late].map((setter) => `${path.replace("site/", "")} ${setter}`);
}

/** Returns true for a function in an effect: what it sets, it sets when something happens. */
const isLater = (child: ts.Node, parent: ts.Node) =>
  ts.isFunctionLike(child) && !(ts.isCallExpression(parent) && parent.expression.getText() === "useEffect");

/** Returns true for literals, for constants by name, and for collections of them. */
function isConstant(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return node.text === "undefined" || /^[A-Z][A-Z_\d]*$/.test(node.text);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isConstant);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.every((one) => ts.isPropertyAssignment(one) && isConstant(one.initializer));
  if (ts.isNewExpression(node)) return (node.arguments ?? []).every(isConstant);
  return (
    ts.isLiteralExpression(node) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind)
  );
}

/** The derived values of a file, each with the variables of its component that it reads and does not name. */
function derivedIn(path: string): { path: string; unnamed: string[] }[] {
  const found: { path: string; unnamed: string[] }[] = [];
  const visit = (node: ts.Node, locals: ReadonlySet<string>): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === "useDerived") {
      const [compute, props] = node.arguments.map((argument) => namesIn(argument));
      const unnamed = [...(compute ?? [])].filter((name) => locals.has(name) && !props?.has(name));
      found.push({ path, unnamed });
    }
    const inner = ts.isFunctionLike(node) ? new Set([...locals, ...boundIn(node)]) : locals;
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(sourceOf(path), new Set());
  return found;
}

/** The names that an expression reads: without those of properties. */
function namesIn(expression: ts.Node, names = new Set<string>()): Set<string> {
  const { parent } = expression;
  const isProperty =
    (ts.isPropertyAccessExpression(parent) && parent.name === expression) ||
    (ts.isPropertyAssignment(parent) && parent.name === expression);
  if (ts.isIdentifier(expression) && !isProperty) names.add(expression.text);
  ts.forEachChild(expression, (child) => void namesIn(child, names));
  return names;
}

/** The parameters and variables of a function, without those of functions in it. */
function boundIn(scope: ts.Node, names = new Set<string>()): Set<string> {
  ts.forEachChild(scope, (child) => {
    const isBinding = ts.isParameter(child) || ts.isVariableDeclaration(child) || ts.isBindingElement(child);
    if (isBinding && ts.isIdentifier(child.name)) names.add(child.name.text);
    if (!ts.isFunctionLike(child)) boundIn(child, names);
  });
  return names;
}
