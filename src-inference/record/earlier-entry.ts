// Journals outlive the program that wrote them: what an earlier one did not know yet is filled in where they are read.
import type { JudgedStep } from '../contract/index.ts';
import type { JournalEntry } from './journal-reader.ts';

/** The entry as it would be written today. */
export function completed(entry: JournalEntry): JournalEntry {
  switch (entry.type) {
    case 'partStarted':
      return { ...entry, code: entry.code ?? null };
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
