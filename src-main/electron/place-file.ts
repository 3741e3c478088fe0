// Remembers the place of the window between two starts.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readPlace, type WindowPlace } from './window-place.ts';

export interface PlaceFile {
  read(): WindowPlace | null;
  write(place: WindowPlace): void;
}

export function placeFile(path: string): PlaceFile {
  return {
    read() {
      try {
        return readPlace(readFileSync(path, 'utf8'));
      } catch {
        return null;
      }
    },
    write(place) {
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, JSON.stringify(place));
      } catch {
        // The window opens at its usual place next time: no reason to bother anybody.
      }
    },
  };
}
