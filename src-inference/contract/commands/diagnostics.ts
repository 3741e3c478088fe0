// Commands that help to find out what is wrong with a station.
import type { DoctorReport } from '../doctor.ts';
import { answer, type CommandTable } from './command.ts';
import { none } from './fields.ts';

export const diagnosticsCommands = {
  /** Looks at what is installed. */
  doctor: { role: 'viewer', input: none, output: answer<DoctorReport>() },
  /** A zip file without secrets: settings, versions, what is installed, the end of the logs. In base64. */
  supportBundle: {
    role: 'operator',
    input: none,
    output: answer<{ readonly name: string; readonly data: string }>(),
  },
} as const satisfies CommandTable;
