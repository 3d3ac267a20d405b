import { propertiesOf } from "../../lib/storage/webStorage";

/**
 * The kept choices whose types are those of a sample's. Another version of the page may have kept them, and users can edit them.
 * @param sample A list in it has an element, of the type that all of its elements have.
 */
export function keptChoices<Choices extends object>(
  kept: unknown,
  sample: Required<Choices>,
): Partial<Choices> {
  const properties = propertiesOf(kept);
  const fitting = Object.entries(sample).filter(([name, value]) => isLike(properties[name], value));
  return Object.fromEntries(fitting.map(([name]) => [name, properties[name]])) as Partial<Choices>;
}

function isLike(kept: unknown, sample: unknown): boolean {
  if (Array.isArray(sample)) return Array.isArray(kept) && kept.every((one) => isLike(one, sample[0]));
  if (typeof sample !== "object" || sample === null) return typeof kept === typeof sample;
  const properties = propertiesOf(kept);
  return Object.entries(sample).every(([name, value]) => isLike(properties[name], value));
}
