// What the plant says of the part that comes next. Pure.
import type { PartIdentity } from '../../contract/index.ts';

/**
 * @param payload JSON such as `{"serial":"SN-7","order":"4711","variant":"B"}`, at least one of them; `null` or nothing takes back
 *   what was said before.
 * @returns Undefined for anything else.
 */
export function readIdentityRequest(payload: Buffer): PartIdentity | null | undefined {
  if (payload.length === 0) return null;
  if (payload.length > 4096) return undefined;
  try {
    const value = JSON.parse(payload.toString('utf8')) as Record<string, unknown> | null;
    if (value === null) return null;
    const identity = {
      serial: textOf(value.serial),
      order: textOf(value.order),
      variant: textOf(value.variant),
    };
    return Object.values(identity).some((one) => one !== null) ? identity : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' && text.length <= 200 ? text.trim() : null;
}
