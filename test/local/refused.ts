import { expect } from "chai";

/** Asserts the name and the sentence of the error with which a call of AWS is refused. */
export async function refused(call: Promise<unknown>, name: string, message: string): Promise<void> {
  const error: unknown = await call.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).to.be.an.instanceOf(Error);
  const { name: actual, message: text } = error as Error;
  expect({ name: actual, message: text }).to.deep.equal({ name, message });
}
