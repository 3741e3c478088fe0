// The door of the room: writes events to the log and the journal on disk, and reads the journal back.
export { daysBefore } from './counted-days.ts';
export { orderAfter } from './entry-order.ts';
export { dayFiles, dayOf, journalDays, journalPath, recordDays } from './journal-days.ts';
export type { JournalEntry } from './journal-entry.ts';
export { type PlacedEntry, readEntry, readGrowingJournal, readJournal } from './journal-reader.ts';
export { lastEntry, type NewestEntry, newestEntry } from './newest-entry.ts';
export { PatientRecord } from './patient-record.ts';
export { readInOrder } from './read-in-order.ts';
export { openRecord, type Recorder } from './recorder.ts';
