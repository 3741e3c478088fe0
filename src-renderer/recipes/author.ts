// Who saved a version, in words.
import type { AuditActor } from '../../src-inference/contract/index.ts';
import type { Text } from '../text/index.tsx';

/** The person who was logged in, else the screen or the program; null: nobody knows. */
export function authorText(author: AuditActor | null, text: Text): string {
  if (author === null) return text('recipes.authorUnknown');
  const { operator, via, address } = author;
  if (operator !== null) return operator;
  return [text(`identity.audit.via.${via}`), address].filter((known) => known !== null).join(' ');
}
