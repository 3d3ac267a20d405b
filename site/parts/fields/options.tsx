/** An option: its value, its text, and its group. */
export type Option = readonly [value: string, text: string, group?: string | undefined];

/** Options of a choice, those of a group under its name. */
export function Options({ options, value }: { options: readonly Option[]; value: string }) {
  const groups = Map.groupBy(options, ([, , group]) => group);
  return [...groups].map(([group, own]) => {
    const drawn = own.map(([option, text]) => {
      const isChosen = option === value;
      // By its default, a form tells what the user chose from what was drawn.
      return (
        <option key={option} value={option} {...{ selected: isChosen, defaultSelected: isChosen }}>
          {text}
        </option>
      );
    });
    return group === undefined ? (
      drawn
    ) : (
      <optgroup key={`${group}\n`} label={group}>
        {drawn}
      </optgroup>
    );
  });
}
