/*
 * Events on their way. Each lies in the storage under a key of its own until the service has answered that it is stored, so
 * that tabs don't overwrite each other's and a closed page loses nothing. What is sent twice has the same message id.
 */
const START = 'queue.';
const MAX_EVENTS = 500;
const MAX_BYTES = 32 * 1024; // what the service takes of one event
const MAX_AGE = 7 * 24 * 3600 * 1000;

function size(event) {
  return new Blob([JSON.stringify(event)]).size;
}

export function createQueue(storage, now) {
  let count = 0;

  function keys() {
    return storage.keys(START);
  }

  function born(key) {
    return parseInt(key.slice(START.length), 36);
  }

  return {
    /** Adds one; the oldest go when there are too many, or when nobody took them for a week. */
    add(event) {
      if (size(event) > MAX_BYTES) {
        throw new Error('an event has at most ' + MAX_BYTES + ' bytes');
      }
      count = (count + 1) % 46656;
      const order = now().toString(36).padStart(9, '0') + '.' + count.toString(36).padStart(3, '0');
      storage.set(START + order + '.' + event.messageId, event);
      const all = keys();
      all.slice(0, Math.max(0, all.length - MAX_EVENTS))
        .concat(all.filter((key) => !(born(key) > now() - MAX_AGE)))
        .forEach(storage.remove);
    },

    /** The oldest ones that fit together, with their keys. */
    next(maxEvents, maxBytes, without) {
      const taken = [];
      let bytes = 0;
      for (const key of keys()) {
        const event = without.has(key) ? null : storage.get(key);
        if (event) {
          bytes += size(event);
          if (taken.length === maxEvents || (taken.length && bytes > maxBytes)) {
            break;
          }
          taken.push({ key, event });
        }
      }
      return taken;
    },

    remove(entries) {
      entries.forEach((entry) => storage.remove(entry.key));
    },

    clear() {
      keys().forEach(storage.remove);
    },
  };
}
