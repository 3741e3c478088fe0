// A line of the journal. Journals outlive the program that wrote them: what an earlier version did not write yet is filled in
// where a journal is read.
import type { EngineEvent, JudgedStep, PartIdentity } from '../contract/index.ts';

/** The event itself with the `at` and the `sequence` of the numbered event. */
export type JournalEntry = EngineEvent & {
  /** ISO 8601. */
  readonly at: string;
  /** Rises over restarts; within one engine in journals of earlier versions (entry-order.ts). */
  readonly seq: number;
  /** Said before, and told again because it still holds. */
  readonly copied?: true;
};

/** The entry as the current version would write it. */
export function withCurrentFields(entry: JournalEntry): JournalEntry {
  switch (entry.type) {
    case 'partStarted':
      return { ...entry, code: entry.code ?? null };
    case 'settingsChanged':
      return { ...entry, settings: { ...entry.settings, links: entry.settings.links ?? [] } };
    case 'runStarted':
      return { ...entry, recipeSteps: entry.recipeSteps ?? 0 };
    case 'outputState':
      return { ...entry, fromSeconds: entry.fromSeconds ?? null, setting: entry.setting ?? null };
    case 'nextPartIdentified':
      return { ...entry, identity: entry.identity && withAllNames(entry.identity) };
    case 'partIdentified':
      return { ...entry, identity: withAllNames(entry.identity) };
    case 'stepJudged':
      return { ...entry, step: withWholeStep(entry.step) };
    case 'partEnded':
      return { ...entry, cycleSeconds: entry.cycleSeconds ?? null, steps: entry.steps.map(withWholeStep) };
    default:
      return entry;
  }
}

function withAllNames(identity: PartIdentity): PartIdentity {
  return { ...identity, order: identity.order ?? null, variant: identity.variant ?? null };
}

function withWholeStep(step: JudgedStep): JudgedStep {
  return {
    ...step,
    expected: step.expected ?? null,
    label: step.label ?? null,
    startSeconds: step.startSeconds ?? null,
    endSeconds: step.endSeconds ?? null,
    probability: step.probability ?? null,
    reason: step.reason ?? null,
    remark: step.remark ?? '',
    evidence: step.evidence ?? null,
  };
}
