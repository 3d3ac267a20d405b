import type { UserSettings } from "../ledgers/settings";

/** Makes the test of which findings a user does not want to be told on a day, by their keys. */
export function quietOn({ quietInsights = [] }: UserSettings, today: string): (key: string) => boolean {
  const quiet = quietInsights.filter(({ until }) => until === undefined || until > today);
  const keys = new Set(quiet.map(({ key }) => key));
  return (key) => keys.has(key);
}
