// Compiles the stand-in for the GStreamer elements of a Jetson.
import { join } from 'node:path';
import { mustRun, runProgram } from '../run-program.ts';

/** @returns Variables with which a program finds the elements, and keeps its list of plugins apart from the user's. */
export function buildJetsonMedia(folder: string): Readonly<Record<string, string>> {
  const packages = ['gstreamer-1.0', 'gstreamer-base-1.0'];
  const { stdout: flags } = runProgram('pkg-config', ['--cflags', '--libs', ...packages]);
  const words = [
    ...['-std=c++17', '-O1', '-Wall', '-shared', '-fPIC', join(import.meta.dirname, 'plugin.cpp')],
    ...flags.trim().split(/\s+/),
    ...['-o', join(folder, 'libjetsonstandin.so')],
  ];
  // A compiler gives nothing back: it is not to be watched by the sanitizer that may watch this process.
  mustRun('g++', words, { env: { PATH: process.env.PATH } });
  return { GST_PLUGIN_PATH: folder, GST_REGISTRY: join(folder, 'registry.bin') };
}
