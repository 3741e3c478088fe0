// Schemas of the values that several commands take.
import { z } from 'zod';
import { annotations } from '../output.ts';

/** The input of a command that takes none. */
export const none = z.null();
export const text = z.string().min(1).max(4096);
/** Empty: those without a name. */
export const nameOrNone = z.string().max(4096);
/** Name of a recipe in the station's collection. */
export const recipeName = z.string().min(1).max(64);
/** A name that may stand in a path, on any file system. */
export const folderName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u, {
    message: 'a name without / and \\ that does not begin with a dot',
  });
/** What a person typed into a form. */
export const typedText = z.string().trim().min(1).max(500);
/** What a person calls a source or an output. */
export const shortName = typedText.max(60);
/** ISO 8601, in UTC. */
export const moment = z.iso.datetime();
/** Local date such as `2026-11-24`. */
export const day = z.iso.date();
/** From 0 to 1. */
export const share = z.number().min(0).max(1);
export const count = z.int().min(0);
export const positiveCount = z.int().min(1);
export const annotation = z.enum(annotations);
export const kilobitsPerSecond = z.int().min(50).max(100_000);
export const port = z.int().min(1).max(65_535);
