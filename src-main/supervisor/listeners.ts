// Whoever wants to hear of something, until they do not any more.
export class Listeners<Value> {
  private readonly listeners = new Set<(value: Value) => void>();

  /** @returns A function that takes it off again. */
  add(listener: (value: Value) => void): () => void {
    // The same function may be added twice.
    const one = (value: Value): void => listener(value);
    this.listeners.add(one);
    return () => void this.listeners.delete(one);
  }

  tell(value: Value): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}
