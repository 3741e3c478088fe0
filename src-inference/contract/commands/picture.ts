// Commands on the usual picture of the source that is watched.
import { z } from 'zod';
import { type PictureSettings, type PictureView, pictureRules, pictureSensitivities } from '../picture.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { none } from './fields.ts';

const rule = z.enum(pictureRules);

export const pictureSettings = schemaOf<PictureSettings>()(
  z.strictObject({
    sensitivity: z.enum(pictureSensitivities),
    rules: z.strictObject({
      dark: rule,
      overexposed: rule,
      covered: rule,
      frozen: rule,
      moved: rule,
      blurred: rule,
    }),
  }),
);

export const pictureCommands = {
  /** @throws `not_possible` while no live source is watched. */
  readUsualPicture: { role: 'viewer', input: none, output: answer<PictureView>() },
  /**
   * The picture of the last seconds is the usual one of this source from now on. @throws `not_possible` while no live source
   * is watched, too little was seen of it, or it shows nothing.
   */
  takeUsualPicture: { role: 'operator', input: none, output: answer<null>() },
} as const satisfies CommandTable;
