// What a report says of the machine and of the versions.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, release, totalmem } from 'node:os';
import { version } from '../../package.json';

/** @param electron Its binary as published: it still runs as Node. */
export function machineFacts(electron: string): readonly (readonly [name: string, value: string])[] {
  const [cpu] = cpus();
  return [
    ['Stepwatch', [version, run('git', ['rev-parse', '--short', 'HEAD'])].filter(Boolean).join(', commit ')],
    ['Electron', electronVersions(electron)],
    ['Node', process.version],
    ['GStreamer', /^GStreamer (\S+)/m.exec(run('gst-inspect-1.0', ['--version']))?.[1] ?? 'not known'],
    ['system', `${systemName()}, Linux ${release()}, ${arch()}`],
    ['processor', `${cpu?.model.trim() ?? 'not known'}, ${cpus().length} cores`],
    ['memory', `${(totalmem() / 2 ** 30).toFixed(1)} GiB`],
    ['display', displayName(process.env)],
  ];
}

function electronVersions(electron: string): string {
  const script = 'const {electron, chrome, node} = process.versions; console.log(electron, chrome, node)';
  const [own, chrome, node] = run(electron, ['-e', script], { ELECTRON_RUN_AS_NODE: '1' }).split(' ');
  return own ? `${own} (Chromium ${chrome}, Node ${node})` : 'does not say its version';
}

function systemName(): string {
  try {
    return /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  } catch {
    return 'Linux';
  }
}

function displayName({
  STEPWATCH_DISPLAY,
  XDG_SESSION_TYPE,
  XDG_CURRENT_DESKTOP,
}: NodeJS.ProcessEnv): string {
  const session = [XDG_CURRENT_DESKTOP, XDG_SESSION_TYPE].filter(Boolean).join(', ');
  return STEPWATCH_DISPLAY || session || 'not known';
}

/** The output of a program; empty when it cannot be had. */
function run(program: string, arguments_: readonly string[], environment: NodeJS.ProcessEnv = {}): string {
  try {
    const env = { ...process.env, ...environment };
    return execFileSync(program, arguments_, {
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}
