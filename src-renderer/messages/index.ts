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
export { problemMessage, problemsOf, remarkOf } from './problems.ts';
export { evidenceMessage } from './reasons.ts';
export { createTitles, titleOf, useTitles } from './titles.ts';
