// What the built programs import, directly or through shared chunks. The bundler may join what the sources separate.
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const built = resolve(import.meta.dirname, '../../out/main');

/** Static and dynamic imports and requires of an ES module as the bundler writes it. */
const importPattern =
  /(?:^|[^.\w])(?:import|export)\s*(?:[\w*{}\s,$]*?\sfrom\s*)?\(?\s*["']([^"'\n]+)["']|\brequire\w*\(\s*["']([^"'\n]+)["']/gm;

/** The file itself, and all files (relative to out/main) and packages that it imports, directly or indirectly. */
function reachedFrom(entry: string): Set<string> {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(relative(built, file))) return;
    reached.add(relative(built, file));
    for (const [, imported, required] of readFileSync(file, 'utf8').matchAll(importPattern)) {
      const target = imported ?? required!;
      if (target.startsWith('.')) visit(resolve(dirname(file), target));
      else reached.add(target);
    }
  };
  visit(resolve(built, entry));
  return reached;
}

describe('the built import graph', () => {
  it('is followed through chunks to the packages', () => {
    expect([...reachedFrom('engine.js')]).toEqual(expect.arrayContaining(['zod', 'yaml', 'node:module']));
    expect([...reachedFrom('engine.js')].some((target) => target.startsWith('chunks/'))).toBe(true);
    expect([...reachedFrom('session-worker.js')]).toContain('onnxruntime-node');
    expect([...reachedFrom('archive-worker.js')]).toContain('libsql');
    expect([...reachedFrom('serving-worker.js')]).toContain('@grpc/grpc-js');
  });

  it('of the desktop contains electron, and that of its preload contains nothing else', () => {
    expect([...reachedFrom('index.js')]).toContain('electron');
    expect([...reachedFrom('preload.cjs')]).toEqual(['preload.cjs', 'electron']);
  });

  const entries = [
    'engine.js',
    'session-worker.js',
    'serving-worker.js',
    'optimizer-worker.js',
    'alignment-worker.js',
    'archive-worker.js',
    'links-worker.js',
    'opcua-worker.js',
    'cli.js',
  ];
  it.each(entries)('of %s contains neither electron nor another program', (entry) => {
    const others = ['index.js', 'preload.cjs', ...entries].filter((other) => other !== entry);
    const foreign = [...reachedFrom(entry)].filter(
      (target) => /^electron(\/|$)/.test(target) || others.includes(target),
    );
    expect(foreign).toEqual([]);
  });
});
