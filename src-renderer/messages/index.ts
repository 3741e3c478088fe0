// Messages about steps, parts and log entries, the same on every page: what others may import.
export { identityText } from './identity-text.ts';
export { interruptionMessage } from './interruption.ts';
export {
  filterLines,
  type LineKind,
  type LogFilter,
  type LogLine,
  lineKinds,
  logLine,
  type MessageContext,
} from './log-lines.ts';
export { pictureProblem } from './picture.ts';
export { problemMessage, problemsOf, remarkOf } from './problems.ts';
export { evidenceMessage } from './reasons.ts';
export { sourceProblem } from './source-problem.ts';
export { nextAttemptMessage, triedMessage } from './source-retry.ts';
export { sourceTitleOf, useSourceTitle } from './source-title.ts';
export { createTitles, type Titles, titleOf, useTitles } from './titles.ts';
