/** Returns the value of a name that a client chose. Those that every object inherits, such as `constructor`, have none. */
export function ownValue<V>(record: Readonly<Record<string, V>>, name: string): V | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
