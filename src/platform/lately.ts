/** What was loaded so many milliseconds ago at most, or is loaded anew. */
export function lately<T>(ms: number, load: () => Promise<T>): (anew?: boolean) => Promise<T> {
  let at = Number.NEGATIVE_INFINITY;
  let loaded: Promise<T> | undefined;
  return (anew = false) => {
    if (!anew && loaded && performance.now() - at < ms) return loaded;
    at = performance.now();
    loaded = load();
    loaded.catch(() => {
      loaded = undefined;
    });
    return loaded;
  };
}
