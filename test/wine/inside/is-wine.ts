/** Set by whoever starts Wine. On Windows itself the tests go further, and some go other ways. */
export const isWine = process.env.WINEPREFIX !== undefined;
