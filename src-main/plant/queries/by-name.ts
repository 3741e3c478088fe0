const collator = new Intl.Collator('en', { numeric: true });

/** Order of stations: "Bench 2" before "Bench 10". */
export function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return collator.compare(one.name, other.name);
}
