// Apart from the migrations, because the program is evaluated without what those need.

/** Version of the shape that this release stores data in: that of the last migration in `ledgers/dataMigrations.ts`. */
export const STORED_DATA_VERSION = 2;
