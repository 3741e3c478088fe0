// The built preload script, run as Electron runs it: as CommonJS that can require only `electron`.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, it, vi } from 'vitest';

const script = readFileSync(resolve(import.meta.dirname, '../../out/main/preload.cjs'), 'utf8');

function load() {
  const sent: unknown[][] = [];
  const listeners = new Map<string, (event: { readonly ports: unknown[] }) => void>();
  const exposed: Record<string, Record<string, (...all: unknown[]) => void>> = {};
  const window = { postMessage: vi.fn() };
  const electron = {
    ipcRenderer: {
      send: (...all: unknown[]) => void sent.push(all),
      on: (name: string, listener: (event: { readonly ports: unknown[] }) => void) =>
        void listeners.set(name, listener),
    },
    contextBridge: {
      exposeInMainWorld: (name: string, api: (typeof exposed)[string]) => {
        exposed[name] = api;
      },
    },
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`);
    return electron;
  };
  runInNewContext(script, { require, window, exports: {}, module: { exports: {} } });
  return { sent, listeners, exposed, window };
}

it('gives the page two functions and nothing of Electron', () => {
  const { exposed, sent } = load();
  expect(Object.keys(exposed)).toEqual(['stepwatch']);
  const { stepwatch } = exposed;
  expect(Object.keys(stepwatch!)).toEqual(['connectStation', 'connectPreview']);
  expect(stepwatch!.connectStation!()).toBeUndefined();
  expect(stepwatch!.connectPreview!({ width: 640 })).toBeUndefined();
  expect(sent).toEqual([['stepwatch:connect-station'], ['stepwatch:connect-preview', { width: 640 }]]);
});

it.each(['station-port', 'preview-port'])('hands the %s on to the page', (name) => {
  const { listeners, window } = load();
  const port = {};
  listeners.get(name)!({ ports: [port] });
  expect(window.postMessage).toHaveBeenCalledExactlyOnceWith(name, '*', [port]);
});
