// Kinds of machines that int8 networks are made for, and which of them this one is.
import { readFileSync } from 'node:fs';

/**
 * - `x64-vnni`: x64 that multiplies and adds bytes in 32 bits: 8-bit weights
 * - `x64`: without; sums of two products must fit into 16 bits: 7-bit weights
 * - `arm64`: 8-bit weights
 * - `tensorrt`: explicit quantization
 */
export const targets = ['x64-vnni', 'x64', 'arm64', 'tensorrt'] as const;
export type Target = (typeof targets)[number];

/** What this machine's CPU is. @throws never: an unknown one is taken for `x64`, whose networks run everywhere. */
export function cpuTarget(): Exclude<Target, 'tensorrt'> {
  if (process.arch === 'arm64') return 'arm64';
  return hasVnni() ? 'x64-vnni' : 'x64';
}

/** Of the flags in /proc/cpuinfo (proc(5)); elsewhere the CPU is taken to be without. */
function hasVnni(): boolean {
  try {
    return /\b(avx512_vnni|avx_vnni)\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return false;
  }
}
