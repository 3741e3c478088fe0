// The files that the plant's server has: the built screens, and evidence from the shared folder.
import { type ContentFile, containedFile } from '../../content/index.ts';
import type { PlantContext } from '../context.ts';

const evidencePrefix = '/evidence/';
/** The folder may hold other files. */
const evidenceEndings = /\.(mp4|jpg)$/;

/** @param pathname Of the address: percent-encoded, with a slash in front. */
export async function plantFile(
  pathname: string,
  { screens, evidence }: Pick<PlantContext, 'screens' | 'evidence'>,
): Promise<ContentFile | null> {
  if (!pathname.startsWith(evidencePrefix)) {
    const path = await containedFile(screens, pathname === '/' ? '/plant.html' : pathname);
    return path === null ? null : { kind: 'screen', path, folder: screens };
  }
  if (evidence === null || !evidenceEndings.test(pathname)) return null;
  const path = await containedFile(evidence, pathname.slice(evidencePrefix.length));
  return path === null ? null : { kind: 'recording', path, folder: evidence };
}
