// Keeps the display on while somebody works in front of the camera: nobody touches the mouse meanwhile.
import { powerSaveBlocker } from 'electron';

export class DisplayAwake {
  private blocker: number | null = null;

  set(awake: boolean): void {
    if (awake === (this.blocker !== null)) return;
    if (this.blocker !== null) powerSaveBlocker.stop(this.blocker);
    this.blocker = awake ? powerSaveBlocker.start('prevent-display-sleep') : null;
  }
}
