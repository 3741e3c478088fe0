// Files outside of the program's folder: command, services, kiosk, menu entry, icon.
import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const sources = resolve(import.meta.dirname, '../../resources/linux');

const places: readonly (readonly [source: string, target: string, mode: number])[] = [
  ['deb/stepwatch', 'usr/bin/stepwatch', 0o755],
  ['deb/stepwatch-window', 'opt/stepwatch/bin/stepwatch-window', 0o755],
  ['deb/stepwatch.default', 'etc/default/stepwatch', 0o644],
  ['deb/stepwatch.service', 'usr/lib/systemd/system/stepwatch.service', 0o644],
  ['deb/stepwatch-kiosk.service', 'usr/lib/systemd/system/stepwatch-kiosk.service', 0o644],
  ['deb/stepwatch.desktop', 'usr/share/applications/stepwatch.desktop', 0o644],
  ['stepwatch-recipe.xml', 'usr/share/mime/packages/stepwatch-recipe.xml', 0o644],
  ['../icons/stepwatch.svg', 'usr/share/icons/hicolor/scalable/apps/stepwatch.svg', 0o644],
];

export function placeSystemFiles(root: string): void {
  for (const [source, target, mode] of places) {
    const path = join(root, target);
    mkdirSync(dirname(path), { recursive: true });
    cpSync(join(sources, source), path);
    chmodSync(path, mode);
  }
}
