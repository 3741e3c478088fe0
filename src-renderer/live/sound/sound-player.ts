// Two short sounds, made by the browser without files. They can be told apart in a noisy hall.
import type { Sound } from './sounds.ts';

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

const loudness = 0.35;
/** Fade in and out of a note: without it, a click is heard. */
const edgeSeconds = 0.012;

export interface SoundPlayer {
  play(sound: Sound): void;
  /** Whether the browser allows no sound before somebody has used the page. */
  isBlocked(): boolean;
  /** To be called when somebody has used the page. */
  unblock(): Promise<void>;
  close(): void;
}

export function createSoundPlayer(): SoundPlayer {
  const audio = new AudioContext();
  return {
    play(sound) {
      let at = audio.currentTime;
      for (const note of melodies[sound]) {
        playNote(audio, note, at);
        at += note.seconds;
      }
    },
    isBlocked: () => audio.state === 'suspended',
    unblock: () => audio.resume(),
    close: () => void audio.close(),
  };
}

function playNote(audio: AudioContext, { hertz, seconds }: Note, at: number): void {
  const voice = new OscillatorNode(audio, { type: 'triangle', frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + edgeSeconds);
  volume.gain.setValueAtTime(loudness, at + seconds - edgeSeconds);
  volume.gain.linearRampToValueAtTime(0, at + seconds);
  voice.connect(volume).connect(audio.destination);
  voice.start(at);
  voice.stop(at + seconds);
}
