// Which part it is, who works at the bench, who said otherwise than the checker, and who changed what.
import type { PlainStationError } from './errors.ts';
import type { Verdict } from './sequence.ts';
import type { PartId } from './states.ts';

/** What a scanner or the plant says about a part. At least one of the three is known. */
export interface PartIdentity {
  readonly serial: string | null;
  readonly order: string | null;
  readonly variant: string | null;
}

/** A person's verdict in place of the checker's. Both are kept. */
export interface PartOverride {
  readonly verdict: Verdict;
  readonly by: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A part that was made with the same serial number before. */
export interface EarlierPart {
  readonly id: PartId;
  readonly number: number;
  /** Of the checker; null when it was aborted, or is still in progress. */
  readonly verdict: Verdict | null;
  /** Of a person; null when nobody said otherwise. */
  readonly overrideVerdict: Verdict | null;
}

/** A code or an identity that the station did not take. It is shown until another one is taken, or somebody dismisses it. */
export interface IdentityRefusal {
  /** What was scanned or sent, with visible signs in place of control characters. */
  readonly text: string;
  /** The scanner, the name of a person, or of a connection. */
  readonly by: string;
  readonly error: PlainStationError;
  /** What was understood of it; null when nothing was. */
  readonly identity: PartIdentity | null;
  /** The part that has the same serial number; null when that is not the reason. */
  readonly earlier: EarlierPart | null;
  /** ISO 8601. */
  readonly at: string;
}

/** What the answer to a scanned code says about it. */
export type ScanResult =
  | { readonly kind: 'operator'; readonly name: string }
  | { readonly kind: 'nextPart'; readonly identity: PartIdentity }
  | { readonly kind: 'part'; readonly id: PartId; readonly identity: PartIdentity };

/** Why the operator at the bench changed. */
const operatorReasons = ['badge', 'pin', 'loggedOut', 'shift', 'idle', 'removed'] as const;
export type OperatorReason = (typeof operatorReasons)[number];

/** A person who may log in at the bench. Secrets stay on the disk. */
export interface Person {
  readonly name: string;
  readonly hasBadge: boolean;
  readonly hasPin: boolean;
}

export const identityFields = ['serial', 'order', 'variant'] as const;
export type IdentityField = (typeof identityFields)[number];

/** GS1 application identifiers that can say which field of a part they fill. */
export const partIdentifiers = ['01', '10', '21', '240', '241', '250', '400'] as const;
type PartIdentifier = (typeof partIdentifiers)[number];

export interface VariantRecipe {
  /** `*` stands for any characters, `?` for one. The first pattern that fits decides. */
  readonly pattern: string;
  /** Name in the station's collection. */
  readonly recipe: string;
}

/** How parts and people are told apart at this station. */
export interface IdentitySettings {
  readonly scanner: {
    /** What the scanner sends before and after each code; empty: nothing. */
    readonly prefix: string;
    readonly suffix: string;
    /** What it sends in place of the separator of GS1 (ASCII 29); empty: the separator itself. */
    readonly separator: string;
    /** A code that begins with it is a badge; empty: no code is one. */
    readonly badgePrefix: string;
  };
  /** What a code is that is not one of GS1. */
  readonly plainCode: IdentityField;
  /** What the identifiers of a GS1 code fill. */
  readonly gs1: Readonly<Record<IdentityField, PartIdentifier>>;
  /** A part that began without a serial number asks for it. */
  readonly serialRequired: boolean;
  /** Empty: a variant changes nothing. */
  readonly variants: readonly VariantRecipe[];
  readonly logOut: {
    /** The start of a shift logs the operator out. */
    readonly atShift: boolean;
    /** Minutes without a part, a scan or a login; null: never. */
    readonly idleMinutes: number | null;
  };
}

export const usualIdentitySettings: IdentitySettings = {
  scanner: { prefix: '', suffix: '', separator: '', badgePrefix: '' },
  plainCode: 'serial',
  gs1: { serial: '21', order: '400', variant: '01' },
  serialRequired: false,
  variants: [],
  logOut: { atShift: false, idleMinutes: null },
};

/** Where a request came from. */
export interface Requester {
  /**
   * `desktop`, `host`: a screen; `program`: the command line; `link`: a client of a connection; `plant`: a rollout; `station`:
   * no person asked.
   */
  readonly via: 'desktop' | 'host' | 'program' | 'link' | 'plant' | 'station';
  /** Of the other machine, or of the plant's server; for a link its target and user; null for this one, or when it is not known. */
  readonly address: string | null;
}

export const byStation: Requester = { via: 'station', address: null };

/** Who changed something. */
export interface AuditActor extends Requester {
  /** Who was logged in at the bench; null: nobody. */
  readonly operator: string | null;
}

export const auditedSubjects = [
  'recipe',
  'recipeInUse',
  'judging',
  'picture',
  'model',
  'shift',
  'people',
  'outputs',
  'links',
  'identity',
  'storage',
  'screen',
] as const;
export type AuditedSubject = (typeof auditedSubjects)[number];

export interface AuditFilter {
  /** Null: all. */
  readonly what: AuditedSubject | null;
  /** `key` of an entry: only older ones are wanted; null: the newest. */
  readonly before: string | null;
  /** 1 to 500. */
  readonly limit: number;
}
