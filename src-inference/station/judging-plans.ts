// The owner of what parts are judged by: the plan in force, and the one that takes its place with the next part. Everybody
// else asks here. There is one of it for each model that is loaded.

/** Another plan is in force. */
export interface PlanChange<Plan> {
  readonly before: Plan;
  readonly plan: Plan;
}

export class JudgingPlans<Plan> {
  private inForce: Plan;
  private following: Plan | null = null;

  constructor(plan: Plan) {
    this.inForce = plan;
  }

  /** Judges the part in progress. */
  get current(): Plan {
    return this.inForce;
  }

  /** Takes the place of the current one with the next part; null: the current one goes on. */
  get next(): Plan | null {
    return this.following;
  }

  /** Judges parts that have not begun yet. */
  get latest(): Plan {
    return this.following ?? this.inForce;
  }

  /** The plan comes into force with `takeNext`. */
  propose(plan: Plan): void {
    this.following = plan;
  }

  /**
   * To be called between two parts.
   *
   * @returns Null when no other plan was proposed.
   */
  takeNext(): PlanChange<Plan> | null {
    const plan = this.following;
    if (plan === null) return null;
    const before = this.inForce;
    this.inForce = plan;
    this.following = null;
    return { before, plan };
  }
}
