import type { PartIdentity } from '../../src-inference/contract/index.ts';

/** Serial number first, then order and variant, as far as they are known. */
export function identityText({ serial, order, variant }: PartIdentity): string {
  return [serial, order, variant].filter((known) => known !== null).join(' · ');
}
