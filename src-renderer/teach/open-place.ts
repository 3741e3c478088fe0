import { openPage } from '../app/index.ts';
import { type TeachTab, writePlace } from './teach-path.ts';

export function openTab(tab: TeachTab, network: string | null = null): void {
  openPage('teach', writePlace({ kind: 'tab', tab, network }));
}

/** @param atSeconds Where the video begins. */
export function openLabels(recording: string, atSeconds = 0): void {
  openPage('teach', writePlace({ kind: 'label', recording, atSeconds }));
}
