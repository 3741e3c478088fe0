// Notices below the verdict band. Pure.
import type { PictureStatus, StationSnapshot } from '../../src-inference/contract/index.ts';
import { diskTone } from './health/health-items.ts';

export type Notice =
  | { readonly kind: 'record'; readonly since: string; readonly message: string }
  | { readonly kind: 'recordReplaced'; readonly message: string }
  | { readonly kind: 'disk' | 'diskFull'; readonly freeBytes: number }
  | { readonly kind: 'storageFull'; readonly unseenParts: number }
  | { readonly kind: 'storageFailed'; readonly message: string }
  | { readonly kind: 'output'; readonly target: string; readonly message: string }
  | { readonly kind: 'servingHere'; readonly message: string }
  | { readonly kind: 'servingOther'; readonly server: string; readonly message: string }
  | { readonly kind: 'nextRecipe'; readonly name: string }
  | { readonly kind: 'settings'; readonly message: string }
  | { readonly kind: 'pictures'; readonly names: readonly string[] }
  | { readonly kind: 'disturbed' }
  | { readonly kind: 'picture'; readonly picture: PictureStatus }
  | { readonly kind: 'interrupted' };

export function noticesOf({
  health,
  outputs,
  record,
  recordReplaced,
  recipe,
  nextRecipe,
  part,
  settingsError,
  serving,
  storage,
  picture,
}: StationSnapshot): readonly Notice[] {
  const notices: Notice[] = [];
  if (record.error !== null) {
    notices.push({ kind: 'record', since: record.since!, message: record.error.message });
  }
  if (recordReplaced !== null) notices.push({ kind: 'recordReplaced', message: recordReplaced.message });
  if (part?.interrupted) notices.push({ kind: 'interrupted' });
  // What keeps the station from checking is on the band.
  if (picture?.judged) notices.push({ kind: 'picture', picture });
  if (settingsError !== null) notices.push({ kind: 'settings', message: settingsError.message });
  if (storage.state === 'full') notices.push({ kind: 'storageFull', unseenParts: storage.unseenParts });
  if (storage.state === 'failed') {
    notices.push({ kind: 'storageFailed', message: storage.error?.message ?? '' });
  }
  if (health?.stream?.disturbed) notices.push({ kind: 'disturbed' });
  const disk = health === null ? 'idle' : diskTone(health.freeDiskBytes);
  // The notice before says more.
  if (health !== null && disk !== 'idle' && storage.state !== 'full') {
    notices.push({ kind: disk === 'fail' ? 'diskFull' : 'disk', freeBytes: health.freeDiskBytes });
  }
  for (const { state, target, error } of outputs) {
    const isSaid = storage.state === 'full' && error?.code === 'disk_full';
    if (state === 'failed' && !isSaid)
      notices.push({ kind: 'output', target, message: error?.message ?? '' });
  }
  if (serving?.error) {
    const { server, error } = serving;
    notices.push(
      server === null
        ? { kind: 'servingHere', message: error.message }
        : { kind: 'servingOther', server, message: error.message },
    );
  }
  if (recipe.state === 'ready' && recipe.missingPictures) {
    notices.push({ kind: 'pictures', names: recipe.missingPictures });
  }
  if (nextRecipe !== null) notices.push({ kind: 'nextRecipe', name: nextRecipe });
  return notices;
}
