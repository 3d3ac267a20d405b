/**
 * The section of a part of the soak run after another run of it. That of a selection takes the place of the last run of the same
 * selection only: the others stand, each with the commit that it was run on.
 *
 * @param run Its heading, which begins with the commit, and its output.
 * @param selection The options of the part's runner, as the heading names them. Empty if the whole part ran.
 */
export function afterRun(section: string, run: string, selection: string): string {
  if (selection === "") return run;
  const isSame = (other: string) => other.split("\n", 1)[0]?.endsWith(`Options: \`${selection}\`.`);
  const others = section.split(/^(?=Commit `)/m).map((other) => other.trim());
  return [...others.filter((other) => other !== "" && !isSame(other)), run].join("\n\n");
}
