/** Of the SDK: changes when what it sends or offers changes. */
export const VERSION = '1.0.0';
