// stepwatch recipe learn DIR: makes a recipe from label files of good parts.
import type { LearnOptions } from '../../src-inference/contract/index.ts';
import { counted, printLine } from './output.ts';
import { withEngine } from './with-engine.ts';
import { writeResultFile } from './write-file.ts';

/** @param options.out File for the recipe; null: print it. */
export async function learnRecipe(
  engineEntry: URL,
  options: LearnOptions & { readonly out: string | null },
): Promise<void> {
  const { out, ...input } = options;
  const { text, examples } = await withEngine(
    engineEntry,
    null,
    () => undefined,
    (engine) => engine.request('learnRecipe', input),
  );
  if (out === null) return printLine(text.trimEnd());
  writeResultFile(out, text, 'create');
  printLine(`Wrote ${out}, learned from ${counted(examples, 'example')}.`);
}
