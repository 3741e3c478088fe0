// What the kernels of ONNX Runtime can do on a CPU, and which form of a network follows from it: one row for each kind.
// The kernels are those of MLAS (onnxruntime/core/mlas/lib/platform.cpp decides by the same flags).
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { type CpuReport, type NetworkTarget, type Precision, StationError } from '../contract/index.ts';

export interface CpuCapability {
  readonly name: CapabilityName;
  /** As in "this CPU is x64 with VNNI". */
  readonly title: string;
  /** What int8 networks are made for on this machine. */
  readonly makes: Exclude<NetworkTarget, 'tensorrt'>;
  /** Targets whose int8 networks answer right here, from the fastest on. */
  readonly rightTargets: readonly NetworkTarget[];
  /** Why, as one sentence. */
  readonly reason: string;
  /** Forms of the float network, from the fastest on. */
  readonly floats: readonly Precision[];
}

export const capabilityNames = ['x64-vnni', 'x64-avx2', 'arm64-i8mm', 'arm64-dotprod', 'arm64'] as const;
export type CapabilityName = (typeof capabilityNames)[number];

const loweredFirst = ['fp32Lowered', 'fp32'] as const;
/** Nobody measured on arm64 whether lowering pays. The network as exported needs no proof. */
const exportedFirst = ['fp32', 'fp32Lowered'] as const;

/** 8-bit weights for x64 with VNNI and for arm64 are the same network. */
const arm64 = {
  makes: 'arm64',
  rightTargets: ['arm64', 'x64-vnni', 'x64', 'tensorrt'],
  floats: exportedFirst,
} as const;

const rows: Readonly<Record<CapabilityName, Omit<CpuCapability, 'name'>>> = {
  'x64-vnni': {
    title: 'x64 with VNNI',
    makes: 'x64-vnni',
    rightTargets: ['x64-vnni', 'arm64', 'x64', 'tensorrt'],
    reason: 'It adds products of bytes in 32 bits, so 8-bit weights are right.',
    floats: loweredFirst,
  },
  // A CPU without AVX2 is in this row too: 7-bit weights are right everywhere.
  'x64-avx2': {
    title: 'x64 without VNNI',
    makes: 'x64',
    rightTargets: ['x64'],
    reason: 'It adds pairs of products in 16 bits. 8-bit weights overflow there, 7-bit weights do not.',
    floats: loweredFirst,
  },
  'arm64-i8mm': {
    ...arm64,
    title: 'arm64 with matrix products of bytes (i8mm)',
    reason: 'It multiplies matrices of bytes and adds in 32 bits, so 8-bit weights are right.',
  },
  'arm64-dotprod': {
    ...arm64,
    title: 'arm64 with dot product (asimddp)',
    reason: 'It adds products of bytes in 32 bits, so 8-bit weights are right.',
  },
  arm64: {
    ...arm64,
    title: 'arm64 without dot product',
    reason: 'It adds pairs of products of signed bytes in 16 bits, where weights from -127 to 127 fit.',
  },
};

export const capabilities = Object.fromEntries(
  capabilityNames.map((name) => [name, { name, ...rows[name] }]),
) as Readonly<Record<CapabilityName, CpuCapability>>;

/**
 * Whether the answers of a network are right on a CPU.
 *
 * @param target What the network was made for; null: any machine.
 */
export function runsOnCpu(network: { readonly target: NetworkTarget | null }, cpu: CpuCapability): boolean {
  return network.target === null || cpu.rightTargets.includes(network.target);
}

/** For tests only: takes this row of the table for the one of this CPU. */
const forcingVariable = 'STEPWATCH_CPU';

/**
 * @returns The row of this machine's CPU, or the one that `STEPWATCH_CPU` forces.
 * @throws StationError `usage` when the variable names no row, or one whose networks answer wrongly on this CPU.
 */
export function cpuCapability(): CpuCapability {
  const own = capabilityOf(process.arch, readCpuInfo());
  const forced = process.env[forcingVariable];
  return forced === undefined || forced === '' ? own : force(own, forced);
}

/** @throws StationError, as `cpuCapability` does. */
export function describeCpu(): CpuReport {
  const { name, title, makes, reason } = cpuCapability();
  return {
    model: cpus()[0]?.model.trim() || process.arch,
    capability: name,
    title,
    isForced: Boolean(process.env[forcingVariable]),
    int8Target: makes,
    reason,
  };
}

/**
 * Pure.
 *
 * @param cpuInfo Text of /proc/cpuinfo (proc(5)); empty where there is none: the CPU is taken for the least able one.
 */
export function capabilityOf(architecture: string, cpuInfo: string): CpuCapability {
  const has = flagsOfAllCores(cpuInfo);
  if (architecture === 'arm64') {
    if (has('i8mm')) return capabilities['arm64-i8mm'];
    return has('asimddp') ? capabilities['arm64-dotprod'] : capabilities.arm64;
  }
  const hasAvx512 = has('avx512f', 'avx512bw', 'avx512dq', 'avx512vl', 'avx512_vnni');
  return hasAvx512 || has('avx2', 'avx_vnni') ? capabilities['x64-vnni'] : capabilities['x64-avx2'];
}

/** Pure. */
export function force(own: CpuCapability, name: string): CpuCapability {
  const row = capabilityNames.find((one) => one === name);
  if (row === undefined) {
    throw new StationError('usage', `${forcingVariable}=${name} names no kind of CPU.`, {
      hint: `It is for tests only. Leave it out, or set it to one of ${capabilityNames.join(', ')}.`,
    });
  }
  const forced = capabilities[row];
  const wrong = forced.rightTargets.filter((target) => !own.rightTargets.includes(target));
  if (wrong.length === 0) return forced;
  throw new StationError(
    'usage',
    `${forcingVariable}=${name} is not possible on this CPU (${own.title}): networks for ${wrong.join(', ')} answer wrongly here.`,
    { hint: 'It is for tests only. Leave it out.' },
  );
}

/** Cores of one machine may differ, and a thread may run on any of them. */
function flagsOfAllCores(cpuInfo: string): (...flags: readonly string[]) => boolean {
  const lines = cpuInfo.match(/^(flags|Features)\s*:.*$/gm) ?? [];
  const cores = lines.map((line) => new Set(line.slice(line.indexOf(':') + 1).split(/\s+/)));
  return (...flags) => cores.length > 0 && cores.every((core) => flags.every((flag) => core.has(flag)));
}

function readCpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
