// Where the evidence of a part lies, below the folder of evidence. Pure.
import { localDay, type PartId } from '../contract/index.ts';

/** Parts whose evidence is not complete yet. */
export const openFolder = 'open';

/** A time as the name of a folder, on any file system. */
export function partKey(id: PartId): string {
  return id.replaceAll(':', '-');
}

export function openName(id: PartId): string {
  return `${openFolder}/${partKey(id)}`;
}

/** By the local day on which the part began. */
export function keptName(id: PartId): string {
  return `${localDay(new Date(id))}/${partKey(id)}`;
}
