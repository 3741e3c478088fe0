// A line of the journal. Journals outlive the program that wrote them: what an earlier version did not write yet is filled in
// where a journal is read.
import type { EngineEvent, JudgedStep } from '../contract/index.ts';

/** The event itself with the `at` and the `sequence` of the numbered event. */
export type JournalEntry = EngineEvent & {
  /** ISO 8601. */
  readonly at: string;
  /** Rises within one engine. */
  readonly seq: number;
  /** Copied from the journal of a day before, because it still holds. */
  readonly copied?: true;
};

/** The entry as the current version would write it. */
export function withCurrentFields(entry: JournalEntry): JournalEntry {
  switch (entry.type) {
    case 'partStarted':
      return { ...entry, code: entry.code ?? null };
    case 'settingsChanged':
      return { ...entry, settings: { ...entry.settings, links: entry.settings.links ?? [] } };
    case 'stepJudged':
      return { ...entry, step: withReason(entry.step) };
    case 'partEnded':
      return { ...entry, steps: entry.steps.map(withReason) };
    default:
      return entry;
  }
}

function withReason(step: JudgedStep): JudgedStep {
  return { ...step, reason: step.reason ?? null };
}
