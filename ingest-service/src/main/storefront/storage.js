/*
 * What the browser keeps, under one prefix in local storage, and only while that is allowed. Until then, and where there is
 * no local storage or it is full, things are kept in memory and end with the page.
 */
const PREFIX = 'millrace.';

export function createStorage(window) {
  const memory = new Map();
  let allowed = false;

  function disk() {
    try {
      return window.localStorage;
    } catch (e) {
      return null; // the browser forbids it
    }
  }

  function keysOnDisk() {
    const store = disk();
    return store ? Object.keys(store).filter((key) => key.startsWith(PREFIX)) : [];
  }

  function write(key, text) {
    const store = allowed && disk();
    if (store) {
      try {
        store.setItem(PREFIX + key, text);
        memory.delete(key);
        return;
      } catch (e) {
        // full: memory takes it
      }
    }
    memory.set(key, text);
  }

  function read(key) {
    if (memory.has(key)) {
      return memory.get(key);
    }
    const store = disk();
    return store ? store.getItem(PREFIX + key) : null;
  }

  return {
    /** From now on things may stay in the browser; what is in memory goes there. */
    allow() {
      allowed = true;
      [...memory].forEach(([key, text]) => write(key, text));
    },

    /** Forgets everything, on disk and in memory. */
    forbid() {
      allowed = false;
      memory.clear();
      keysOnDisk().forEach((key) => disk().removeItem(key));
    },

    get(key) {
      try {
        return JSON.parse(read(key));
      } catch (e) {
        return null; // somebody else wrote there
      }
    },

    set(key, value) {
      write(key, JSON.stringify(value));
    },

    remove(key) {
      memory.delete(key);
      const store = disk();
      if (store) {
        store.removeItem(PREFIX + key);
      }
    },

    /** The keys that begin like this, in order. */
    keys(start) {
      const all = keysOnDisk().map((key) => key.slice(PREFIX.length)).concat([...memory.keys()]);
      return [...new Set(all)].filter((key) => key.startsWith(start)).sort();
    },

    /** Keeps one thing although nothing else may be kept: that the visitor said no. On this page it holds in any case. */
    keepRefusal(key, value, onNextPages) {
      const text = JSON.stringify(value);
      memory.set(key, text);
      try {
        if (onNextPages) {
          window.localStorage.setItem(PREFIX + key, text);
        }
      } catch (e) {
        // forbidden or full
      }
    },
  };
}
