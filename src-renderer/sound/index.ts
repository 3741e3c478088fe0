// The sounds of this screen: for events on the page Live, and to be tried in the settings.
export { createSoundPlayer, type Sound, type SoundPlayer } from './sound-player.ts';
