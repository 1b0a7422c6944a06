/*
 * Who the visitor is: an anonymous id that this browser made up, and the shop's user id once it is known. Another user on
 * the same browser gets another anonymous id, so that two people never become one.
 */
import { newId } from './ids.js';

const ANONYMOUS = 'anonymousId';
const USER = 'userId';
const KNOWN = 'known';

export function createVisitor(window, storage) {
  function reset() {
    [ANONYMOUS, USER, KNOWN].forEach(storage.remove);
  }

  return {
    reset,

    anonymousId() {
      let id = storage.get(ANONYMOUS);
      if (typeof id !== 'string') {
        id = newId(window.crypto);
        storage.set(ANONYMOUS, id);
      }
      return id;
    },

    userId() {
      return storage.get(USER);
    },

    /** True once they said who they are, by user id or address. */
    isKnown() {
      return storage.get(KNOWN) === true;
    },

    /** @param named whether they are named at all, if only by an address */
    identify(userId, named) {
      const before = storage.get(USER);
      if (userId && before && before !== userId) {
        reset();
      }
      if (userId) {
        storage.set(USER, userId);
      }
      if (named) {
        storage.set(KNOWN, true);
      }
    },
  };
}
