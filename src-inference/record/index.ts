// The door of the room: writes what happened to disk before anyone is told, and reads it back.
export { dayOf, journalDays, journalPath } from './journal-days.ts';
export { type JournalEntry, type JournalTimes, readJournal } from './journal-reader.ts';
export { openRecord, type Recorder, type RecordOptions } from './recorder.ts';
