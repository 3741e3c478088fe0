// stepwatch recipe learn DIR
import { writeFileSync } from 'node:fs';
import { type LearnOptions, StationError } from '../../src-inference/contract/index.ts';
import { counted, printLine } from './output.ts';
import { withEngine } from './with-engine.ts';

export async function learnRecipe(
  engineEntry: URL,
  options: LearnOptions & { readonly out: string | null },
): Promise<void> {
  const { out, ...input } = options;
  const { text, examples } = await withEngine(
    engineEntry,
    () => undefined,
    (engine) => engine.request('learnRecipe', input),
  );
  if (out === null) return printLine(text.trimEnd());
  try {
    writeFileSync(out, text, { flag: 'wx' });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new StationError(
      'output_unwritable',
      code === 'EEXIST' ? `There is a file "${out}" already.` : `"${out}" cannot be written (${code}).`,
      { where: out, hint: 'Choose another name with --out.', cause },
    );
  }
  printLine(`${out}: learnt from ${counted(examples, 'example')}`);
}
