import { expect } from "chai";
import { followUndo, undoLast } from "../../site/data/writes/undoing";
import { user } from "../../site/lib/auth/session";
import { RequestError } from "../../site/lib/network/requestError";
import { redoAction, undoAction } from "../../site/lib/network/undoAction";
import { forgetToasts, hideToast, showToast, toast, toastOfAct } from "../../site/lib/page/toasts";
import { settled } from "./openPage";

describe("Ctrl+Z", () => {
  let stop = () => {};
  let undone: string[] = [];
  beforeEach(() => {
    undone = [];
    user.value = { id: "ada", email: "ada@example.com" } as NonNullable<typeof user.value>;
    stop = followUndo();
  });
  afterEach(() => {
    stop();
    user.value = undefined;
    forgetToasts();
  });

  const undoing = (name: string) => undoAction(() => undone.push(name));
  const press = (times: number) => {
    for (let index = 0; index < times; index++) undoLast();
  };

  it("undoes what was done last, then what was done before, each once", () => {
    for (const name of ["first", "second", "third"]) showToast(name, undoing(name));
    press(2);
    expect(undone).to.deep.equal(["third", "second"]);
    press(3);
    expect(undone).to.deep.equal(["third", "second", "first"]);
  });

  it("goes on behind what a message has undone, and undoes no undo", () => {
    showToast("first", undoing("first"));
    showToast("second", undoing("second"));
    toast.value?.actions.at(0)?.run();
    showToast(
      "undone",
      redoAction(() => undone.push("redone")),
    );
    press(2);
    expect(undone).to.deep.equal(["second", "first"]);
  });

  it("takes acts in the order in which they began, and one that tells twice once", () => {
    const tellSlow = toastOfAct();
    showToast("fast", undoing("fast"));
    tellSlow("slow", undoing("slow"));
    hideToast(); // Its turn.
    tellSlow("waits", undoing("slow"));
    press(3);
    expect(undone).to.deep.equal(["fast", "slow"]);
  });

  it("keeps the last twenty, of the user who is signed in", () => {
    for (let index = 1; index <= 25; index++) showToast("", undoing(String(index)));
    press(25);
    expect([undone.length, undone.at(-1)]).to.deep.equal([20, "6"]);
    showToast("", undoing("of Ada"));
    forgetToasts();
    user.value = undefined;
    undoLast();
    expect(undone).to.have.lengthOf(20);
  });

  it("is offered again if it failed for the network, in the message that says so and by the key", async () => {
    let problem: RequestError | undefined = new RequestError("network", "No connection");
    const run = async () => {
      if (problem) throw problem;
      undone.push("first");
    };
    showToast("first", undoAction(run));
    undoLast();
    undoLast(); // While it is under way.
    await settled();
    expect(toast.value).to.deep.include({ text: "No connection" });
    expect(toast.value?.actions.map(({ label }) => label)).to.deep.equal(["Undo"]);
    hideToast();
    undoLast();
    await settled();
    problem = undefined;
    undoLast();
    await settled();
    undoLast();
    expect(undone).to.deep.equal(["first"]);
  });

  it("is used up if it was refused for good", async () => {
    showToast(
      "first",
      undoAction(() => Promise.reject(new RequestError("conflict", "Changed since"))),
    );
    undoLast();
    await settled();
    expect([toast.value?.text, toast.value?.actions]).to.deep.equal(["Changed since", []]);
  });

  it("leaves the message of another act", () => {
    showToast("Deleted", undoing("deleted"));
    showToast("No network");
    undoLast();
    expect([undone, toast.value?.text]).to.deep.equal([["deleted"], "No network"]);
  });
});
