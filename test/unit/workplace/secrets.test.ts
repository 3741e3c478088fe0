// Passwords and tokens leave the disk in no way.
import { describe, expect, it } from 'vitest';
import { initialSettings } from '../../../src-inference/workplace/initial-state.ts';
import { createRedaction, redactSettings } from '../../../src-inference/workplace/redaction.ts';
import { settingsSchema } from '../../../src-inference/workplace/settings-schema.ts';
import {
  recallSource,
  rememberSource,
  renameSource,
  titleOfSource,
} from '../../../src-inference/workplace/source-memory.ts';

const options = { directory: '/s', defaults: { model: '/m', recipes: [], folders: [] }, source: null };
const settings = initialSettings(options, new Date());
const camera = 'rtsp://ana:geheim%20wort@10.0.0.2/live?token=abc123';
const shown = 'rtsp://ana:***@10.0.0.2/live?token=***';
const withCamera = rememberSource(settings, camera);

describe('the sources that a station remembers', () => {
  it('are shown without their password, the newest first, each once', () => {
    const again = rememberSource(rememberSource(withCamera, 'udp://:5000'), camera);
    expect(redactSettings(again)).toMatchObject({
      source: shown,
      recentSources: [{ address: shown }, { address: 'udp://:5000' }],
    });
    expect(again.source).toBe(camera);
  });

  it('are no more than a person looks through', () => {
    const many = Array.from({ length: 40 }, (_, index) => `udp://:${5000 + index}`);
    const { recentSources } = many.reduce(rememberSource, settings);
    expect(recentSources.map(({ address }) => address)).toEqual(many.reverse().slice(0, 12));
  });

  it('keep their names, also when others are watched and when the password changes', () => {
    const named = renameSource(withCamera, shown, 'Bench 3');
    const many = Array.from({ length: 40 }, (_, index) => `udp://:${5000 + index}`);
    const later = many.reduce(rememberSource, named);
    expect(later.recentSources).toHaveLength(12);
    expect(titleOfSource(later, shown)).toBe('Bench 3');
    const again = rememberSource(later, camera.replace('geheim', 'neues'));
    expect(again.recentSources[0]).toEqual({ address: again.source, title: 'Bench 3' });
    expect(titleOfSource(renameSource(again, shown, null), shown)).toBeUndefined();
    expect(() => renameSource(settings, shown, 'Bench 3')).toThrowError(
      expect.objectContaining({ code: 'source_not_found' }),
    );
  });

  it('have no names in a file of an earlier version', () => {
    const stored = { ...settings, recentSources: ['udp://:5000'] };
    expect(settingsSchema('/s').parse(stored).recentSources).toEqual([{ address: 'udp://:5000' }]);
  });

  it.each([
    ['what was typed', 'udp://:5000', 'udp://:5000'],
    ['a source by what was shown of it', shown, camera],
  ])('are recalled: %s', (_, text, expected) => {
    expect(recallSource(text, withCamera)).toBe(expected);
  });

  it('are not guessed when the password is not known', () => {
    expect(() => recallSource('rtsp://ana:***@10.0.0.3/live', withCamera)).toThrowError(
      expect.objectContaining({ code: 'source_invalid' }),
    );
  });

  it('do not stop the station when one of them cannot be read any more', () => {
    const broken = { ...settings, source: 'http://ana:geheim@x' };
    expect(redactSettings(broken).source).toBe('http://ana:***@x');
  });
});

describe('what is sent to others', () => {
  const redact = createRedaction(withCamera);
  it.each([
    ['a password of the settings', `"source": "${camera}"`],
    ['the same in another place', 'tried geheim wort and geheim%20wort'],
    ['a token of an address', 'open rtsp://10.0.0.9/x?token=xyz&channel=1 failed'],
    ['a password of another address', 'see http://otto:xyz@10.0.0.7/'],
    ['a token in place of a user', 'open rtsp://xyz@10.0.0.9/live failed'],
    ['a token of the host', 'GET /?token=xyz'],
    ['a token as JSON', '{"token": "xyz", "password":"xyz"}'],
  ])('holds no secret: %s', (_, text) => {
    expect(redact(text)).not.toMatch(/geheim|abc123|xyz/);
  });

  it('holds what is no secret', () => {
    expect(redact('frame 12 of rtsp://10.0.0.9/live played, 3 dropped')).toBe(
      'frame 12 of rtsp://10.0.0.9/live played, 3 dropped',
    );
  });
});
