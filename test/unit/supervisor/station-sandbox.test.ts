// When the rules of an engine are too narrow, and when the next engine begins.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineEvent, Health, SandboxLevel } from '../../../src-inference/contract/index.ts';
import { StationSandbox } from '../../../src-main/supervisor/sandbox/station-sandbox.ts';
import { atWork } from '../../screens/parts.ts';

const workplace = {
  directory: '/station',
  defaults: { model: '/models/demo', recipes: [], folders: ['/videos'] },
  source: null,
};
const partStarted: EngineEvent = { type: 'partStarted', part: 1, atSeconds: 0, code: null };
const partAborted: EngineEvent = { type: 'partAborted', part: 1, atSeconds: 1, reason: 'stopped' };

const health = (sandbox: SandboxLevel): EngineEvent => ({
  type: 'health',
  health: { ...(atWork.health as Health), sandbox },
});

function begun(level: SandboxLevel = 'closed') {
  let files = new Set(['/etc/resolv.conf 1']);
  const sandbox = new StationSandbox('/station', () => files);
  sandbox.begin(sandbox.enclosureFor(workplace));
  const follow = (event: EngineEvent): boolean => sandbox.follow(event).mustRestart;
  follow(health(level));
  return {
    sandbox,
    follow,
    replaceFile: () => {
      files = new Set(['/etc/resolv.conf 2']);
    },
  };
}

describe('the sandbox of a station', () => {
  it('is told once', () => {
    const { sandbox } = begun();
    expect(sandbox.follow(health('closed')).told).toBeNull();
    expect(sandbox.follow(health('open')).told).toContain('NOT CLOSED IN');
  });

  it('has what was opened with the next engine, which begins at once', () => {
    const { sandbox } = begun();
    expect(sandbox.allow('/data/a.mp4')).toBe(true);
    const next = sandbox.enclosureFor({ ...workplace, roots: ['/data/a.mp4'] });
    expect(next.folders.writeIfThere).toContain('/data/a.mp4');
  });

  it('lets the part end first', () => {
    const { sandbox, follow } = begun();
    follow(partStarted);
    expect(sandbox.allow('/data/a.mp4')).toBe(false);
    expect(follow(health('closed'))).toBe(false);
    expect(follow(partAborted)).toBe(true);
  });

  it.each(['/station/recordings', '/videos/a.mp4', '/media/stick'])('is wide enough for %s', (path) => {
    expect(begun().sandbox.allow(path)).toBe(false);
  });

  it('is not in the way where nothing is closed', () => {
    const { sandbox, follow, replaceFile } = begun('open');
    expect(sandbox.allow('/data/a.mp4')).toBe(false);
    replaceFile();
    expect(follow(health('open'))).toBe(false);
  });

  it('follows when the names of servers are told by another file', () => {
    const { follow, replaceFile } = begun();
    expect(follow(health('closed'))).toBe(false);
    replaceFile();
    expect(follow(health('closed'))).toBe(true);
  });
});

it('does not wait for settings that are a pipe', () => {
  const directory = mkdtempSync(join(tmpdir(), 'stepwatch-sandbox-'));
  execFileSync('mkfifo', [join(directory, 'settings.json')]);
  expect(new StationSandbox(directory).enclosureFor(workplace).folders.ports).toEqual([]);
  rmSync(directory, { recursive: true });
});
