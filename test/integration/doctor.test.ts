import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../run-program.ts';

const program = resolve(import.meta.dirname, '../../out/main/cli.js');

describe('stepwatch doctor', () => {
  it('shows versions, the element for every job, and backends', () => {
    const { status, stdout } = runProgram(process.execPath, [program, 'doctor', '--json']);
    const report = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(report).toMatchObject({ healthy: true, remedy: null });
    expect(report.versions).toEqual({
      stepwatch: expect.stringMatching(/^\d/),
      node: process.versions.node,
      gstreamer: expect.stringMatching(/^1\./),
      onnxruntime: expect.stringMatching(/^\d/),
    });
    expect(report.elements).toContainEqual(
      expect.objectContaining({ role: 'decode H.264', essential: true }),
    );
    expect(report.backends).toContainEqual({ name: 'cpu', bundled: true });
  });

  it('prints a table for people', () => {
    const { stdout } = runProgram(process.execPath, [program, 'doctor']);
    expect(stdout).toMatch(/draw text +textoverlay/);
    expect(stdout).toContain('Nothing is missing.');
  });
});
