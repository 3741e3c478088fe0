// Keeps the display on while a source plays: the person works in front of the camera and touches neither mouse nor keyboard.
import { powerSaveBlocker } from 'electron';

export class DisplaySleepBlocker {
  private blocker: number | null = null;

  set(isActive: boolean): void {
    if (isActive === (this.blocker !== null)) return;
    if (this.blocker !== null) powerSaveBlocker.stop(this.blocker);
    this.blocker = isActive ? powerSaveBlocker.start('prevent-display-sleep') : null;
  }
}
