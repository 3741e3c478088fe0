// The real screens in a page without a browser: for what a person reads and presses.
import type { FunctionComponent, ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { vi } from 'vitest';
import type { ShellInfo, StationSnapshot } from '../../../src-inference/contract/index.ts';
import { StationProvider, useSnapshotState } from '../../../src-renderer/hooks/index.ts';
import { Root } from '../../../src-renderer/root.tsx';
import {
  createPreferences,
  createStation,
  type PreferencesStore,
  type Station,
} from '../../../src-renderer/station/index.ts';
import { createTexts, TextProvider } from '../../../src-renderer/text/index.tsx';
import { type Answers, memoryTransport } from '../../screens/memory-transport.ts';
import { atWork } from '../../screens/parts.ts';

export interface Screen {
  /** Waits until a button of this name can be pressed, and presses it. */
  press(name: string): Promise<void>;
  /** Waits until the text is shown. */
  sees(text: string | RegExp): Promise<void>;
  shows(text: string): boolean;
  close(): void;
}

/** Waits end with what is awaited; this only ends a test that would hang. */
const patience = { timeout: 60_000, interval: 20 };

/** @param route As `#/recipes`. */
export function openScreen(
  route: string,
  answers: Answers,
  snapshot: Partial<StationSnapshot> = {},
  shell: Partial<ShellInfo> = {},
): Screen {
  window.location.hash = route;
  return show((props) => <Root {...props} />, answers, snapshot, shell);
}

/** One part of a screen, where the whole screen needs what only a browser has. */
export function openPart(Part: FunctionComponent, snapshot: Partial<StationSnapshot> = {}): Screen {
  const texts = createTexts('en');
  const WhenKnown = (): ReactNode => (useSnapshotState() === 'none' ? null : <Part />);
  return show(
    (shell) => (
      <StationProvider {...shell}>
        <TextProvider texts={texts}>
          <WhenKnown />
        </TextProvider>
      </StationProvider>
    ),
    {},
    snapshot,
  );
}

interface Shell {
  readonly station: Station;
  readonly preferences: PreferencesStore;
}

function show(
  content: (shell: Shell) => ReactNode,
  answers: Answers,
  snapshot: Partial<StationSnapshot>,
  info: Partial<ShellInfo> = {},
): Screen {
  const holder = document.createElement('div');
  document.body.append(holder);
  const station = createStation(
    memoryTransport({
      welcome: {
        kind: 'welcome',
        shell: { version: '1', role: 'operator', kind: 'host', kiosk: 'browser', ...info },
        engine: { state: 'running' },
      },
      snapshot: { ...atWork, ...snapshot },
      log: [],
      events: [],
      after: null,
      answers,
      picture: null,
    }),
  );
  const root = createRoot(holder);
  root.render(content({ station, preferences: createPreferences('en') }));
  const waitFor = <Found,>(find: () => Found): Promise<Found> => vi.waitFor(find, patience);
  const shown = (): string => document.body.textContent ?? '';
  return {
    async press(name) {
      (await waitFor(() => findButton(name))).click();
    },
    sees: (text) =>
      waitFor(() => {
        const found = typeof text === 'string' ? shown().includes(text) : text.test(shown());
        if (!found) throw new Error(`"${text}" is not shown: ${shown()}`);
      }),
    shows: (text) => shown().includes(text),
    close() {
      root.unmount();
      station.close();
      holder.remove();
    },
  };
}

function findButton(name: string): HTMLButtonElement {
  // What lies behind a dialog cannot be pressed.
  const front = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].at(-1) ?? document;
  const buttons = [...front.querySelectorAll('button')];
  const named = buttons.filter(
    (button) => (button.getAttribute('aria-label') ?? button.textContent ?? '').trim() === name,
  );
  const pressable = named.find(({ disabled }) => !disabled);
  if (pressable === undefined) {
    const names = buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent);
    throw new Error(`No button "${name}" can be pressed. There are: ${names.join(', ')}`);
  }
  return pressable;
}
