import type { Entry, Item, Shelf } from './outbox.ts';

const NAME = 'porchlight-field';
const keptDays = 7;

/** One database: what waits to be sent, what became of it, and a few things kept by name. */
function open(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result
        .createObjectStore('items', { autoIncrement: true })
        .createIndex('id', 'id', { unique: true });
      request.result.createObjectStore('entries', { keyPath: 'id' });
      request.result.createObjectStore('kept');
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
    request.onblocked = () => fail(new Error('blocked'));
  });
}

const result = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

const committed = (tx: IDBTransaction): Promise<void> =>
  new Promise((done, fail) => {
    tx.oncomplete = () => done();
    tx.onabort = () => fail(tx.error);
  });

export interface Phone extends Shelf {
  /** Whether it outlives the app being closed. */
  lasting: boolean;
  kept<T>(name: string): Promise<T | undefined>;
  keep(name: string, value: unknown): Promise<void>;
  forget(name: string): Promise<void>;
}

/** The phone's own store; where the browser has none (a private window), one that lasts while the app is open. */
export const openPhone = (): Promise<Phone> => open().then(lasting, () => inMemory());

function lasting(db: IDBDatabase): Phone {
  async function write(stores: string[], change: (tx: IDBTransaction) => void): Promise<void> {
    const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
    change(tx);
    await committed(tx);
  }
  const all = <T>(store: string) => result<T[]>(db.transaction(store).objectStore(store).getAll());
  return {
    lasting: true,
    items: () => all<Item>('items'),
    put: (item) => write(['items'], (tx) => tx.objectStore('items').add(item)),
    settle: (entry) =>
      write(['items', 'entries'], (tx) => {
        const items = tx.objectStore('items');
        const found = items.index('id').getKey(entry.id);
        found.onsuccess = () => found.result !== undefined && items.delete(found.result);
        tx.objectStore('entries').put(entry);
        forgetOld(tx.objectStore('entries'));
      }),
    entries: () => all<Entry>('entries'),
    mark: (entry) => write(['entries'], (tx) => tx.objectStore('entries').put(entry)),
    clear: () =>
      write(['items', 'entries', 'kept'], (tx) => {
        for (const store of tx.objectStoreNames) tx.objectStore(store).clear();
      }),
    kept: (name) => result(db.transaction('kept').objectStore('kept').get(name)),
    keep: (name, value) => write(['kept'], (tx) => tx.objectStore('kept').put(value, name)),
    forget: (name) => write(['kept'], (tx) => tx.objectStore('kept').delete(name)),
  };
}

/** Entries sort by their UUIDv7, which is by time: the first 48 bits are milliseconds. */
function forgetOld(entries: IDBObjectStore): void {
  const limit = (Date.now() - keptDays * 86_400_000).toString(16).padStart(12, '0');
  entries.delete(IDBKeyRange.upperBound(`${limit.slice(0, 8)}-${limit.slice(8)}`));
}

/** The same in memory. */
export function inMemory(): Phone {
  let items: Item[] = [];
  const entries = new Map<string, Entry>();
  const kept = new Map<string, unknown>();
  return {
    lasting: false,
    items: async () => items,
    put: async (item) => {
      items = [...items, item];
    },
    settle: async (entry) => {
      items = items.filter((item) => item.id !== entry.id);
      entries.set(entry.id, entry);
    },
    entries: async () => [...entries.values()],
    mark: async (entry) => {
      entries.set(entry.id, entry);
    },
    clear: async () => {
      items = [];
      entries.clear();
      kept.clear();
    },
    kept: async <T>(name: string) => kept.get(name) as T | undefined,
    keep: async (name, value) => {
      kept.set(name, value);
    },
    forget: async (name) => {
      kept.delete(name);
    },
  };
}
