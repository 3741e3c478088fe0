// The people who may log in at the bench. Their PINs are stored as hashes (scrypt, RFC 7914), their badges as they are; only
// the station's own user may read the file.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Commands, type Person, StationError } from '../contract/index.ts';
import { formatStamp } from '../files/index.ts';
import { KeptFile } from './kept-file.ts';

/** Of the file. */
export const peopleVersion = 1;
const hashBytes = 32;
const derive = promisify<string, Buffer, number, Buffer>(scrypt);

const base64 = z.string().max(200);
// What another version has added stays in the file.
const storedPerson = z.looseObject({
  name: z.string().min(1),
  badge: z.string().min(1).nullable(),
  pin: z.object({ salt: base64, hash: base64 }).nullable(),
});
const fileSchema = z.object({ people: z.array(storedPerson).readonly() });

type StoredPerson = z.output<typeof storedPerson>;

export class People {
  private readonly file: KeptFile;
  private people: readonly StoredPerson[];

  /** @returns `refused`: why the file could not be used; it is kept under another name. Null: it could, or there is none. */
  static async open(directory: string): Promise<{ people: People; refused: StationError | null }> {
    const file = new KeptFile(join(directory, 'people.json'));
    try {
      const text = await file.read();
      const people = text === null ? [] : fileSchema.parse(JSON.parse(text)).people;
      return { people: new People(file, people), refused: null };
    } catch (cause) {
      const refused = await file.refuse(
        'The list of people could not be used.',
        'Add the people again in Setup.',
        cause,
      );
      return { people: new People(file, []), refused };
    }
  }

  private constructor(file: KeptFile, people: readonly StoredPerson[]) {
    this.file = file;
    this.people = people;
  }

  /** By name. */
  list(): readonly Person[] {
    return this.people
      .map(({ name, badge, pin }) => ({ name, hasBadge: badge !== null, hasPin: pin !== null }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  find(name: string): Person | null {
    return this.list().find((person) => person.name === name) ?? null;
  }

  /** @returns Null when nobody has the badge. */
  nameOfBadge(badge: string): string | null {
    return this.people.find((person) => person.badge === badge)?.name ?? null;
  }

  async hasPin(name: string, pin: string): Promise<boolean> {
    const stored = this.people.find((person) => person.name === name)?.pin;
    if (!stored) return false;
    const hash = await derive(pin, Buffer.from(stored.salt, 'base64'), hashBytes);
    const known = Buffer.from(stored.hash, 'base64');
    return known.length === hash.length && timingSafeEqual(known, hash);
  }

  /** @throws StationError `badge_in_use`, `record_unwritable`; then nothing is changed. */
  async save({ name, badge, pin }: Commands['savePerson']['input']): Promise<void> {
    const holder = typeof badge === 'string' ? this.nameOfBadge(badge) : null;
    if (holder !== null && holder !== name) {
      throw new StationError('badge_in_use', `${holder} has this badge.`, {
        where: name,
        hint: `Take it from ${holder} first.`,
      });
    }
    const before = this.people.find((person) => person.name === name);
    const changed: StoredPerson = {
      ...before,
      name,
      badge: badge === undefined ? (before?.badge ?? null) : badge,
      pin: pin === undefined ? (before?.pin ?? null) : pin === null ? null : await hashed(pin),
    };
    await this.write([...this.people.filter((person) => person.name !== name), changed]);
  }

  /** @throws StationError `person_unknown`, `record_unwritable`. */
  async remove(name: string): Promise<void> {
    if (this.find(name) === null) throw unknownPerson(`Nobody is called "${name}".`, name);
    await this.write(this.people.filter((person) => person.name !== name));
  }

  private async write(people: readonly StoredPerson[]): Promise<void> {
    const content = { ...formatStamp(peopleVersion), people };
    await this.file.write(`${JSON.stringify(content, null, 2)}\n`);
    this.people = people;
  }
}

export function unknownPerson(message: string, where: string): StationError {
  return new StationError('person_unknown', message, {
    where,
    hint: 'Add the person, or the badge, in Setup under People.',
  });
}

async function hashed(pin: string): Promise<{ salt: string; hash: string }> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, hashBytes);
  return { salt: salt.toString('base64'), hash: hash.toString('base64') };
}
