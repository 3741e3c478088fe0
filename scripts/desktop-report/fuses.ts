// The fuses of an Electron binary, beside those that the package sets.
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import packageConfiguration from '../../electron-builder.config.ts';

export interface Fuse {
  readonly name: string;
  readonly state: 'on' | 'off' | 'gone';
  /** As the package wants it; null: it leaves it as Electron publishes it. */
  readonly wanted: 'on' | 'off' | null;
}

const states = {
  [FuseState.ENABLE]: 'on',
  [FuseState.DISABLE]: 'off',
  [FuseState.REMOVED]: 'gone',
} as const;

/** @throws Error when the file is no Electron binary. */
export async function readFuses(binary: string): Promise<readonly Fuse[]> {
  const wire = await getCurrentFuseWire(binary);
  const wanted = new Map(
    Object.entries(packageConfiguration.electronFuses).map(([name, isOn]) => [name.toLowerCase(), isOn]),
  );
  return Object.entries(wire).flatMap(([index, state]) => {
    const name = FuseV1Options[Number(index)];
    if (name === undefined) return [];
    const isOn = wanted.get(name.toLowerCase());
    return [
      {
        name,
        state: states[state as keyof typeof states] ?? 'gone',
        wanted: isOn === undefined ? null : isOn ? 'on' : 'off',
      },
    ];
  });
}
