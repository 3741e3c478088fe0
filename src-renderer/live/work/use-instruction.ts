import { useMemo } from 'react';
import { useSnapshot } from '../../hooks/index.ts';
import { useBand } from '../band/use-band.ts';
import { type Instruction, instructionOf } from './instruction.ts';

/** What the hands do now. */
export function useInstruction(): Instruction {
  const band = useBand();
  const part = useSnapshot((snapshot) => snapshot.part);
  const recipe = useSnapshot((snapshot) => snapshot.recipe);
  return useMemo(() => instructionOf(band, { part, recipe }), [band, part, recipe]);
}
