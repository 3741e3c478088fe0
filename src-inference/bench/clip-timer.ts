// Times one network, clip after clip, in the main thread of the engine. Nothing but the network is measured.
import type { ClipTiming, Precision } from '../contract/index.ts';
import { openCardSession, readModelCard, type Session } from '../model/index.ts';
import { pseudoClip } from './pseudo-clip.ts';

interface Opened {
  readonly key: string;
  readonly session: Session;
  readonly frames: Uint8Array;
}

export class ClipTimer {
  private opened: Promise<Opened> | null = null;

  async time(model: string, precision: Precision): Promise<ClipTiming> {
    const key = `${precision} ${model}`;
    if (this.opened === null || (await this.opened).key !== key) {
      this.opened = this.open(model, precision, key);
    }
    const { session, frames } = await this.opened;
    const started = performance.now();
    const tensors = session.prepare(frames);
    const prepared = performance.now();
    await session.infer(tensors);
    return {
      preprocessMilliseconds: prepared - started,
      inferenceMilliseconds: performance.now() - prepared,
    };
  }

  /** Opening a session runs one clip, so the network is warmed up afterwards. */
  private async open(model: string, precision: Precision, key: string): Promise<Opened> {
    const card = await readModelCard(model);
    return { key, session: await openCardSession(card, precision), frames: pseudoClip(card.input) };
  }
}
