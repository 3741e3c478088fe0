// A list of functions that are called with each new value.
export class Emitter<Value> {
  private readonly listeners = new Set<(value: Value) => void>();

  /** @returns A function that unsubscribes the listener. */
  subscribe(listener: (value: Value) => void): () => void {
    // A function of its own for each subscription: the same listener may subscribe twice.
    const subscription = (value: Value): void => listener(value);
    this.listeners.add(subscription);
    return () => void this.listeners.delete(subscription);
  }

  emit(value: Value): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}
