// Saves where the window was closed, for the next start.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseWindowState, type WindowState } from './window-state.ts';

export interface WindowStateFile {
  read(): WindowState | null;
  write(state: WindowState): void;
}

export function windowStateFile(path: string): WindowStateFile {
  return {
    read() {
      try {
        return parseWindowState(readFileSync(path, 'utf8'));
      } catch {
        return null;
      }
    },
    write(state) {
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, JSON.stringify(state));
      } catch {
        // The window opens in its default place next time. That is no reason for an error message.
      }
    },
  };
}
