// stepwatch doctor
import type { DoctorReport } from '../../src-inference/contract/index.ts';
import { exitCodes } from './exit-codes.ts';
import { colors, printJson, printLine } from './output.ts';
import { table } from './table.ts';
import { withEngine } from './with-engine.ts';

/** @returns The exit code. */
export async function doctor(engineEntry: URL, options: { json: boolean }): Promise<number> {
  const report = await withEngine(
    engineEntry,
    () => undefined,
    (engine) => engine.request('doctor', null),
  );
  if (options.json) printJson(report);
  else printReport(report);
  return report.healthy ? exitCodes.pass : exitCodes.notChecked;
}

function printReport({ versions, elements, cameras, backends, remedy, healthy }: DoctorReport): void {
  printLine(
    `stepwatch ${versions.stepwatch}  Node ${versions.node}  GStreamer ${versions.gstreamer}  ` +
      `ONNX Runtime ${versions.onnxruntime}`,
  );
  printLine();
  const rows = elements.map((choice) => ({
    cells: [
      choice.role,
      choice.element ?? colors.red('missing'),
      choice.element === null ? '' : `${choice.plugin} ${choice.version}`,
      choice.element === null ? choice.package : choice.hardware ? colors.green('hardware') : 'software',
    ],
  }));
  printLine(table(['job', 'element', 'plugin', ''], rows));
  printLine();
  printLine(`cameras   ${cameras.map(({ device, name }) => `${device} (${name})`).join(', ') || 'none'}`);
  const names = backends.map(({ name, bundled }) => (bundled ? name : `${name} (needs its own libraries)`));
  printLine(`backends  ${names.join(', ')}`);
  printLine();
  if (remedy === null) printLine(colors.green('Nothing is missing.'));
  else
    printLine(
      `${healthy ? 'Some sources or outputs do not work' : 'Videos cannot be checked'}. Install: ${remedy}`,
    );
}
