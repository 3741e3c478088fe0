// Two short sounds, made by the browser without files. They can be told apart in a noisy hall.
export type Sound = 'warn' | 'fail';

interface Note {
  readonly hertz: number;
  readonly seconds: number;
}

/** Warn: two rising notes. Fail: three falling notes. */
const melodies = {
  warn: [
    { hertz: 660, seconds: 0.12 },
    { hertz: 880, seconds: 0.18 },
  ],
  fail: [
    { hertz: 620, seconds: 0.16 },
    { hertz: 466, seconds: 0.16 },
    { hertz: 311, seconds: 0.36 },
  ],
} as const satisfies Record<Sound, readonly Note[]>;

/** Hearing tells ratios: half the volume is a quarter of the amplitude, which sounds like half. */
function amplitudeOf(volume: number): number {
  return volume * volume;
}

/** Fade in and out of a note: without it, a click is heard. */
const edgeSeconds = 0.012;

export interface SoundPlayer {
  /** @param volume 0 to 1. */
  play(sound: Sound, volume: number): void;
  /** Whether the browser allows no sound before somebody has used the page. */
  isBlocked(): boolean;
  /** To be called when somebody has used the page. */
  unblock(): Promise<void>;
  close(): void;
}

export function createSoundPlayer(): SoundPlayer {
  const audio = new AudioContext();
  return {
    play(sound, volume) {
      let at = audio.currentTime;
      for (const note of melodies[sound]) {
        playNote(audio, note, { at, amplitude: amplitudeOf(volume) });
        at += note.seconds;
      }
    },
    isBlocked: () => audio.state === 'suspended',
    async unblock() {
      try {
        await audio.resume();
      } catch (thrown) {
        // A browser that still allows no sound leaves the promise open, and breaks it when the page is left.
        if (audio.state !== 'closed') throw thrown;
      }
    },
    close: () => void audio.close(),
  };
}

function playNote(
  audio: AudioContext,
  { hertz, seconds }: Note,
  { at, amplitude }: { readonly at: number; readonly amplitude: number },
): void {
  const voice = new OscillatorNode(audio, { type: 'triangle', frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(amplitude, at + edgeSeconds);
  volume.gain.setValueAtTime(amplitude, at + seconds - edgeSeconds);
  volume.gain.linearRampToValueAtTime(0, at + seconds);
  voice.connect(volume).connect(audio.destination);
  voice.start(at);
  voice.stop(at + seconds);
}
