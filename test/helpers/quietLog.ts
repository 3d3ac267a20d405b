/**
 * Keeps the warnings and errors that the tests of a suite have the program log. Otherwise they fail the run
 * (`test/runners/warnings.cjs`).
 *
 * @returns the first value of each line that the current test has logged so far
 */
export function useQuietLog(): () => readonly unknown[] {
  let logged: unknown[] = [];
  let before: Pick<Console, "warn" | "error">;
  beforeEach(() => {
    logged = [];
    const { warn, error } = console;
    before = { warn, error };
    const keep = (line: unknown) => void logged.push(line);
    Object.assign(console, { warn: keep, error: keep });
  });
  afterEach(() => {
    Object.assign(console, before);
  });
  return () => logged;
}
