/** Does work that no other page of this browser does meanwhile under the same name. On plain HTTP there are no locks, and no turns. */
export const inTurn = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  navigator.locks?.request(name, work) ?? work();
