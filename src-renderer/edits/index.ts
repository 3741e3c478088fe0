// Undo and redo, for every page that edits something.
export { beginHistory, type EditHistory, recordEdit, redo, undo } from './edit-history.ts';
