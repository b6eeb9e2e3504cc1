// How much one verification may do. Certificates can be arranged so that the number of paths, of signatures, or of
// names against constraints explodes; what is beyond these limits is refused as too much work.
export type Budget = {
  signatures: number;
  /** Signed octets that are hashed: a revocation list may have many megabytes. */
  octets: number;
  /** Certificates put onto a path, good or bad. */
  steps: number;
  /** Complete paths whose rules were checked. */
  paths: number;
  /** Names compared with name constraints, and distribution points with lists. */
  comparisons: number;
  /** Something was asked for beyond a limit. */
  exceeded: boolean;
};

/** Far beyond what honest certificates need; together about a second at worst. OpenSSL counts names likewise. */
export const newBudget = (): Budget => ({
  signatures: 256,
  octets: 2 ** 27,
  steps: 20_000,
  paths: 256,
  comparisons: 2 ** 20,
  exceeded: false,
});

/** Takes from the budget; false, and for good, once there is not enough. */
export const take = (budget: Budget, what: Exclude<keyof Budget, 'exceeded'>, amount = 1): boolean => {
  if (budget.exceeded) return false;
  budget[what] -= amount;
  if (budget[what] < 0) budget.exceeded = true;
  return !budget.exceeded;
};
