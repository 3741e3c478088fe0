// The schema of the settings that say how long files stay.
import { z } from 'zod';
import type { RetentionRule, RetentionSettings } from '../retention.ts';
import { schemaOf } from './command.ts';

const bytes = z.int().min(1).nullable();
const rule = schemaOf<RetentionRule>()(
  z.strictObject({ days: z.int().min(1).max(36_500).nullable(), bytes }),
);
const rules = z.strictObject({ pass: rule, warn: rule, fail: rule, aborted: rule });

export const retentionSettings = schemaOf<RetentionSettings>()(
  z.strictObject({ recordings: rules, evidence: rules, totalBytes: bytes, keepUnseen: z.boolean() }),
);
