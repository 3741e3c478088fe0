// What the sandbox refuses, tried in a real process that is closed in as an engine is.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeSandbox } from '../../../src-inference/system/index.ts';
import { closedIn, commandFolders } from '../../../src-main/supervisor/index.ts';

const entry = resolve(import.meta.dirname, '../../../out/main/engine.js');
const media = resolve(import.meta.dirname, '../../../build/native/stepwatch-media.node');
const probe = resolve(import.meta.dirname, 'sandbox-process.mjs');
const seconds = 1000;

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-sandbox-'));
const inside = join(folder, 'inside folder');
const outside = join(folder, 'outside');
const secret = join(outside, 'secret');
mkdirSync(inside);
mkdirSync(outside);
writeFileSync(join(inside, 'open'), 'for the engine');
writeFileSync(secret, 'not for the engine');
afterAll(() => rmSync(folder, { recursive: true }));

interface Told {
  readonly state: string;
  readonly [tried: string]: unknown;
}

function closed(environment: Record<string, string> = {}) {
  return closedIn(entry, commandFolders([probe, media], [inside]), { ...process.env, ...environment });
}

async function tried(environment: Record<string, string> = {}): Promise<Told> {
  const { environment: env, dispose } = closed(environment);
  const child = fork(probe, [JSON.stringify({ secret, outside, inside, media })], { env, execArgv: [] });
  const [told] = (await once(child, 'message')) as [Told];
  if (child.exitCode === null) await once(child, 'exit');
  dispose();
  return told;
}

/** What this kernel can do. */
function landlockHere(): number {
  const { environment, dispose } = closed();
  const state = execFileSync(process.execPath, ['-p', 'process.env.STEPWATCH_SANDBOX_STATE'], {
    env: environment,
    encoding: 'utf8',
  });
  dispose();
  return Number(/landlock=(\d+)/.exec(state)?.[1] ?? 0);
}

const landlock = landlockHere();

describe.skipIf(landlock === 0)('a process that is closed in', () => {
  let told: Told;
  beforeAll(async () => {
    told = await tried();
  }, 120 * seconds);

  it('reads nothing else, from whatever thread', () => {
    expect(told).toMatchObject({
      read: 'EACCES',
      readInPool: 'EACCES',
      readInWorker: 'EACCES',
      readInPipeline: 'error',
    });
  });

  it('writes nothing else', () => {
    expect(told).toMatchObject({ write: 'EACCES', writeInPipeline: 'error' });
    expect(readdirSync(outside)).toEqual(['secret']);
  });

  it('reads and writes what it was given, though there is a space in its name', () => {
    expect(told).toMatchObject({ readInside: 'done', writeInside: 'done', writeInsidePipeline: 'eos' });
  });

  it('starts no program but its own, which is closed in as well', () => {
    expect(told).toMatchObject({ program: 'EACCES', ownProgram: 1 });
  });

  it.skipIf(landlock < 6)('sends no signal to another program', () => {
    expect(told.signal).toBe('EPERM');
  });

  it.skipIf(landlock < 4)('listens on no TCP port', () => {
    expect(told.listen).toBe('EACCES');
  });

  it('gets no further rights, and leaves no core dump', () => {
    expect(told).toMatchObject({ status: { NoNewPrivs: '1', Seccomp: '2' }, limits: '0' });
  });

  it('does not pass the library on, and leaves no folder behind', () => {
    expect(told.preload).toBeNull();
    const { environment, dispose } = closed();
    expect(existsSync(environment.TMPDIR!)).toBe(true);
    dispose();
    expect(existsSync(environment.TMPDIR!)).toBe(false);
  });
});

/** Numbers of system calls; those from 424 on are the same everywhere. */
const numbers = {
  x64: {
    ptrace: 101,
    mount: 165,
    umount2: 166,
    bpf: 321,
    init_module: 175,
    keyctl: 250,
    kexec_load: 246,
    unshare: 272,
    setns: 308,
    process_vm_readv: 310,
    perf_event_open: 298,
    userfaultfd: 323,
    open_by_handle_at: 304,
    add_key: 248,
    reboot: 169,
    swapon: 167,
    clock_settime: 227,
    quotactl: 179,
    acct: 163,
    pivot_root: 155,
  },
  arm64: {
    ptrace: 117,
    mount: 40,
    umount2: 39,
    bpf: 280,
    init_module: 105,
    keyctl: 219,
    kexec_load: 104,
    unshare: 97,
    setns: 268,
    process_vm_readv: 270,
    perf_event_open: 241,
    userfaultfd: 282,
    open_by_handle_at: 265,
    add_key: 217,
    reboot: 142,
    swapon: 224,
    clock_settime: 112,
    quotactl: 60,
    acct: 89,
    pivot_root: 41,
  },
} as const;
const everywhere = {
  io_uring_setup: 425,
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  fsmount: 432,
  mount_setattr: 442,
};

const callEach = `
import ctypes, errno, json, sys
libc = ctypes.CDLL(None, use_errno=True)
told = {}
for name, number in json.loads(sys.argv[1]).items():
    ctypes.set_errno(0)
    result = libc.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0)
    told[name] = 'done' if result != -1 else errno.errorcode[ctypes.get_errno()]
ctypes.set_errno(0)
libc.syscall(ctypes.c_long(${process.arch === 'x64' ? 41 : 198}), 17, 3, 0)
told['packet socket'] = errno.errorcode[ctypes.get_errno()]
print(json.dumps(told))
`;

describe.skipIf(!existsSync('/usr/bin/python3'))('system calls that no engine needs', () => {
  it('are refused', () => {
    const asked = { ...numbers[process.arch as keyof typeof numbers], ...everywhere };
    const { environment, dispose } = closed();
    // The program is started by one that is closed in, and so is closed in itself.
    const start = `process.stdout.write(require('node:child_process').execFileSync('/usr/bin/python3', process.argv.slice(1)))`;
    const words = ['-e', start, '--', '-c', callEach, JSON.stringify(asked)];
    const text = execFileSync(process.execPath, words, { env: environment, encoding: 'utf8' });
    dispose();
    const { 'packet socket': packet, ...calls } = JSON.parse(text);
    expect(packet).toBe('EAFNOSUPPORT');
    expect(calls).toEqual(Object.fromEntries(Object.keys(asked).map((name) => [name, 'EPERM'])));
  });
});

describe.skipIf(landlock === 0)('on an older kernel', () => {
  it.each([1, 2, 3, 4, 5, 6].filter((abi) => abi < landlock))(
    'with version %i of Landlock, files are closed all the same',
    async (abi) => {
      const told = await tried({ STEPWATCH_SANDBOX_ABI: String(abi) });
      expect(told).toMatchObject({
        state: `landlock=${abi} seccomp=1`,
        ...{ read: 'EACCES', readInPool: 'EACCES', write: 'EACCES', program: 'EACCES', writeInside: 'done' },
        listen: abi < 4 ? 'done' : 'EACCES',
        signal: abi < 6 ? 'done' : 'EPERM',
      });
    },
    120 * seconds,
  );

  it(
    'without Landlock, system calls are refused all the same',
    async () => {
      const told = await tried({ STEPWATCH_SANDBOX_ABI: '0' });
      expect(told).toMatchObject({ state: 'landlock=0 seccomp=1', read: 'done', status: { Seccomp: '2' } });
    },
    120 * seconds,
  );
});

describe('what is in force', () => {
  const report = (state: string | undefined, more = {}) =>
    describeSandbox({ ...(state !== undefined && { STEPWATCH_SANDBOX_STATE: state }), ...more });

  it('is all of it', () => {
    expect(report('landlock=9 seccomp=1')).toMatchObject({ level: 'closed', landlock: 9, missing: [] });
  });

  it.each([
    ['landlock=3 seccomp=1', 'closed', 4],
    ['landlock=2 seccomp=1', 'partly', 5],
    ['landlock=0 seccomp=1', 'partly', 6],
    ['landlock=7 seccomp=0', 'partly', 2],
    ['landlock=0 seccomp=0', 'open', 7],
    ['threads', 'open', 1],
    [undefined, 'open', 1],
  ] as const)('is told of "%s"', (state, level, missing) => {
    const told = report(state);
    expect(told.level).toBe(level);
    expect(told.missing).toHaveLength(missing);
  });

  it('is nothing when a person has turned it off, and that is said', () => {
    expect(report(undefined, { STEPWATCH_SANDBOX: 'off' })).toMatchObject({ level: 'open', isOff: true });
    const { environment } = closed({ STEPWATCH_SANDBOX: 'off' });
    expect(environment).toMatchObject({ STEPWATCH_SANDBOX: 'off' });
    expect(environment).not.toHaveProperty('STEPWATCH_SANDBOX_RULES');
  });

  it('lists the rules', () => {
    const { environment, dispose } = closed();
    const { rules } = report('landlock=7 seccomp=1', environment);
    dispose();
    expect(rules.paths).toContainEqual({ access: 'write', path: inside });
    expect(rules.paths).toContainEqual({ access: 'run', path: process.execPath });
  });
});
