// Saving the draft. When somebody else has saved the recipe meanwhile, the other version is read and the person is asked.
import { useState } from 'react';
import type { StationError } from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed, useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { useToast } from '../../ui/index.ts';
import { readDraft } from '../draft.ts';
import {
  askWhichVersion,
  closeSession,
  type EditingSession,
  hasChanges,
  keepOwn,
  markDeleted,
  markSaved,
  sessionStore,
} from '../editing-session.ts';
import { isUsableName } from '../recipe-names.ts';
import type { DraftCheck } from './recipe-check.ts';

export interface RecipeSave {
  readonly name: string;
  /** The name of the new recipe is the name of another one. */
  readonly isTaken: boolean;
  readonly isInUse: boolean;
  /** A part is in progress: what is put in force now holds from the next one on. */
  readonly partRuns: boolean;
  readonly note: string;
  setNote(note: string): void;
  readonly canSave: boolean;
  readonly canUse: boolean;
  readonly busy: 'saving' | 'using' | null;
  readonly error: StationError | null;
  /** Closes the editor when the draft is saved. */
  save(): Promise<void>;
  saveAndUse(): Promise<void>;
  /** In a conflict: saves the draft as the version after the other one. */
  saveOwn(): Promise<void>;
}

/** @param names Of all stored recipes. */
export function useRecipeSave(
  session: EditingSession,
  check: DraftCheck,
  names: readonly string[],
): RecipeSave {
  const text = useText();
  const toast = useToast();
  const [note, setNote] = useState('');
  const save = useCommand('saveRecipe');
  const use = useCommand('useRecipe');
  const read = useCommand('readStoredRecipe');
  const mayUse = useIsAllowed('useRecipe');
  const maySave = useIsAllowed('saveRecipe');
  const usedName = useSnapshot(({ recipe }) => (recipe.state === 'none' ? null : recipe.name));
  const partRuns = useSnapshot(({ part }) => part !== null);
  const { origin, history } = session;
  const content = history.present.text;
  const isNew = origin.kind === 'new';
  const name = isNew ? (readDraft(content).draft?.name ?? '') : origin.name;
  const isTaken = isNew && names.includes(name);
  const isValid = check.state === 'valid';
  const canSave = maySave && isValid && hasChanges(session) && !isTaken && (!isNew || isUsableName(name));

  /** @returns Whether the draft is the stored version now. */
  const resolveConflict = async (): Promise<boolean> => {
    const result = await read.attempt({ name, savedAt: null });
    if (!result.ok) {
      if (result.error.code === 'recipe_not_found') {
        markDeleted();
        toast({ tone: 'warn', title: text('recipes.conflict.deleted', { name }) });
      }
      return false;
    }
    const { text: otherText, versions } = result.output;
    const newest = versions[0]!;
    if (otherText === content) {
      markSaved(name, newest.savedAt, content);
      return true;
    }
    askWhichVersion({ ...newest, text: otherText });
    return false;
  };

  /** @returns Whether the draft was saved. */
  const store = async (basedOn: string | null): Promise<boolean> => {
    const result = await save.attempt({ name, text: content, note: note.trim(), basedOn });
    if (!result.ok) return result.error.code === 'recipe_changed' && resolveConflict();
    markSaved(name, result.output.versions[0]!.savedAt, content);
    setNote('');
    return true;
  };

  const isInUse = usedName === name;
  const finish = (how: 'saved' | 'savedAndUsed' | 'savedForNext'): void => {
    toast({ tone: 'pass', title: text(`recipes.editor.${how}`, { name }) });
    // The person may have typed more while the draft was being saved.
    const now = sessionStore.getState().session;
    if (now !== null && !hasChanges(now)) closeSession();
  };

  const forced = partRuns ? 'savedForNext' : 'savedAndUsed';
  const basedOn = isNew ? null : origin.savedAt;
  return {
    name,
    isTaken,
    isInUse,
    partRuns,
    note,
    setNote,
    canSave,
    canUse: mayUse && (canSave || (isValid && !isNew && !hasChanges(session))),
    busy: save.busy || read.busy ? 'saving' : use.busy ? 'using' : null,
    error: (save.error?.code === 'recipe_changed' ? read.error : save.error) ?? use.error,
    async save() {
      if (await store(basedOn)) finish(isInUse ? forced : 'saved');
    },
    async saveAndUse() {
      if (hasChanges(session) && !(await store(basedOn))) return;
      if ((await use.send({ name })) !== undefined) finish(forced);
    },
    async saveOwn() {
      if (session.conflict.state === 'none') return;
      const { savedAt } = session.conflict.other;
      keepOwn();
      if (await store(savedAt)) finish(isInUse ? forced : 'saved');
    },
  };
}
