/** Texts that the browser offers while a field is typed that names this list by its ID. */
export function SuggestionList({ id, texts }: { id: string; texts: readonly string[] }) {
  return (
    <datalist id={id}>
      {texts.map((text) => (
        <option key={text} value={text} />
      ))}
    </datalist>
  );
}
