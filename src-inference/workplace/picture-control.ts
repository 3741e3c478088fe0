// What people say of the picture of the camera: this is the usual one.
import type { Requester } from '../contract/index.ts';
import type { Station } from '../station/index.ts';
import type { Configuration } from './configuration.ts';

interface Context {
  readonly station: Station;
  readonly configuration: Configuration;
}

export class PictureControl {
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  /** @throws StationError `not_possible`, `record_unwritable`, see `PictureWatch.take`. */
  async take(from: Requester): Promise<void> {
    const { station, configuration } = this.context;
    const { pictureWatch: watch, sourceInfo } = station;
    const before = watch.view.reference?.takenAt ?? null;
    await watch.take('person');
    const after = watch.view.reference?.takenAt ?? null;
    await configuration.audit({ what: 'picture', subject: sourceInfo?.name ?? '', before, after }, from);
  }
}
