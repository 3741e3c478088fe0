// The files of a station say which format they have, and which Stepwatch wrote them. A later version may mean something else by what
// it wrote: such a file is neither read nor replaced.
import { version as program } from '../../package.json';
import { StationError } from '../contract/index.ts';

/** For the beginning of a file. @param version Of its format: it rises when earlier versions of Stepwatch must not read it. */
export function formatStamp(version: number): { readonly version: number; readonly stepwatch: string } {
  return { version, stepwatch: program };
}

/**
 * @param value Content of the file. Files of earlier versions do not say what format they have.
 * @param known The newest format that this program reads.
 * @throws StationError `station_newer`.
 */
export function refuseNewer(value: unknown, known: number, where: string): void {
  if (typeof value !== 'object' || value === null || !('version' in value)) return;
  const { version } = value;
  if (typeof version !== 'number' || version <= known) return;
  const writer = 'stepwatch' in value && typeof value.stepwatch === 'string' ? value.stepwatch : null;
  throw new StationError(
    'station_newer',
    `This station was made by a newer Stepwatch (${writer === null ? `format ${version}` : `version ${writer}`}).`,
    { where, hint: 'Install that version again, or choose another folder. Nothing was changed.' },
  );
}
