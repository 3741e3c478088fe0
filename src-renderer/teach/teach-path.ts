// The places of the page, as they stand in the address. Pure.

export const teachTabs = ['overview', 'training', 'networks', 'samples'] as const;
export type TeachTab = (typeof teachTabs)[number];

export type TeachPlace =
  | { readonly kind: 'tab'; readonly tab: TeachTab; readonly network: string | null }
  | { readonly kind: 'label'; readonly recording: string; readonly atSeconds: number };

/** @param path Such as `networks/0003` or `label/RECORDING/12.5`. An unknown one is the overview. */
export function readPlace(path: string): TeachPlace {
  const [name = '', ...rest] = path.split('/');
  if (name === 'label' && rest[0]) {
    const at = Number(rest[1] ?? 0);
    return { kind: 'label', recording: rest[0], atSeconds: Number.isFinite(at) ? at : 0 };
  }
  const tab = teachTabs.find((one) => one === name) ?? 'overview';
  return { kind: 'tab', tab, network: tab === 'networks' ? (rest[0] ?? null) : null };
}

export function writePlace(place: TeachPlace): string {
  if (place.kind === 'label') {
    return place.atSeconds > 0
      ? `label/${place.recording}/${Number(place.atSeconds.toFixed(3))}`
      : `label/${place.recording}`;
  }
  if (place.tab === 'overview') return '';
  return place.network === null ? place.tab : `${place.tab}/${place.network}`;
}
