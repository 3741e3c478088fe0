// Whether PyTorch is on this machine, as Debian ships it, and what it would cost. Screens ask often, so that only files are
// looked at: loading PyTorch, and asking apt, take seconds.
import { existsSync } from 'node:fs';
import type { TeachProject } from '../../contract/index.ts';
import { pytorchInstallCommand } from '../../training/index.ts';

/** Of Debian's own Python; another one on the PATH does not see its packages. */
const modules = ['torch', 'onnx', 'numpy'].map(
  (name) => `/usr/lib/python3/dist-packages/${name}/__init__.py`,
);
/**
 * With all that they need: 546 MB by apt on a Debian 12 that has what a station needs, a little more on a barer one. apt says it
 * exactly, and asks, before it begins.
 */
const aboutMegabytes = 550;

export function pytorchFacts(): TeachProject['pytorch'] {
  const installed = modules.every((path) => existsSync(path));
  return {
    installed,
    gpu: installed && existsSync('/proc/driver/nvidia/version'),
    installMegabytes: installed ? null : aboutMegabytes,
    installCommand: pytorchInstallCommand,
  };
}
