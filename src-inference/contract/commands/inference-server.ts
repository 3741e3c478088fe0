// The command that tries inference servers, the one that makes a folder for them, and the schema of their setting.
import { z } from 'zod';
import {
  type InferenceServerSetting,
  type InferenceServerSpec,
  isServerAddress,
  type ServerTest,
  serverProtocols,
} from '../inference-server.ts';
import { type Precision, precisions } from '../model.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { text } from './fields.ts';
import { tls } from './links.ts';

const name = z.string().trim().min(1).max(200);

export const inferenceServerSpec = schemaOf<InferenceServerSpec>()(
  z.strictObject({
    protocol: z.enum(serverProtocols),
    tls: tls.nullable(),
    addresses: z
      .array(z.string().trim().max(300).refine(isServerAddress, { message: 'must be HOST:PORT' }))
      .min(1)
      .max(8)
      .refine((list) => new Set(list).size === list.length, { message: 'an address is there twice' })
      .readonly(),
    model: name,
    version: name.nullable(),
    token: z
      .string()
      .regex(/^[\x21-\x7e]+$/, { message: 'a token has no spaces' })
      .max(8000)
      .nullable(),
    timeoutSeconds: z.number().min(0.02).max(60),
  }),
);

export const inferenceServerSetting = schemaOf<InferenceServerSetting>()(
  z.strictObject({ enabled: z.boolean(), spec: inferenceServerSpec }),
);

export interface TritonExport {
  /** Folder of the model on the server, inside the model repository. */
  readonly directory: string;
  /** Name of the model on the server. */
  readonly name: string;
  readonly precision: Precision;
  /** Largest number of windows that the server may name at once; 0: the network takes one at a time. */
  readonly maxBatch: number;
  /** Why the server cannot gather windows of several stations; null: it can. */
  readonly unbatchable: string | null;
}

export const inferenceServerCommands = {
  /**
   * Tries every server of a setting as the station would use it, with one empty window and the card of the loaded model. Nothing
   * is changed by it.
   *
   * @throws `settings_invalid` for a hidden token that the station does not know, `not_possible` for a network with a state,
   *   and what reading the card throws.
   */
  testInferenceServer: {
    role: 'operator',
    input: inferenceServerSpec,
    output: answer<readonly ServerTest[]>(),
  },
  /**
   * Writes a model of a Triton model repository: `config.pbtxt` and the network in a folder for its version.
   *
   * @throws `not_possible` for a network with a state, and what reading the card throws.
   */
  exportTriton: {
    role: 'program',
    input: z.strictObject({
      model: text,
      directory: text,
      name: z.string().min(1).max(200).nullable(),
      precision: z.enum(precisions),
    }),
    output: answer<TritonExport>(),
  },
} as const satisfies CommandTable;
