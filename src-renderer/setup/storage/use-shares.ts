// The shares of the disk, in the order in which they are drawn. Pure.
import type { StorageUse } from '../../../src-inference/contract/index.ts';

export interface DiskShare {
  readonly name: 'recording' | 'evidence' | 'record' | 'other' | 'free';
  readonly bytes: number;
  /** 0 to 1. */
  readonly share: number;
}

/** What is on another disk than the recordings is counted as well: then nothing else is there. */
export function sharesOf({ groups, record, indexBytes, disk }: StorageUse): readonly DiskShare[] {
  const of = (kind: 'recording' | 'evidence'): number =>
    groups.filter((group) => group.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0);
  const ours = { recording: of('recording'), evidence: of('evidence'), record: record.bytes + indexBytes };
  const used = disk.totalBytes - disk.freeBytes;
  const other = Math.max(0, used - ours.recording - ours.evidence - ours.record);
  const all = { ...ours, other, free: disk.freeBytes };
  const total = Math.max(
    1,
    Object.values(all).reduce((sum, bytes) => sum + bytes, 0),
  );
  return Object.entries(all).map(([name, bytes]) => ({
    name: name as DiskShare['name'],
    bytes,
    share: bytes / total,
  }));
}
