import type { UserSettings } from "../ledgers/settings";

/** Creates a predicate for the keys of findings that a user has dismissed on a day. */
export function quietOn({ quietInsights = [] }: UserSettings, today: string): (key: string) => boolean {
  const quiet = quietInsights.filter(({ until }) => until === undefined || until > today);
  const keys = new Set(quiet.map(({ key }) => key));
  return (key) => keys.has(key);
}
