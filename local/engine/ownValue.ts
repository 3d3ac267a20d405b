/** Returns the value of a name that a client chose. Inherited names, such as `constructor`, have none. */
export function ownValue<V>(record: Readonly<Record<string, V>>, name: string): V | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
