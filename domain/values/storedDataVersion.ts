// Separate from the migrations, because the program is evaluated without their dependencies.

/**
 * Version of the shape in which this release stores data: that of the last migration in `ledgers/dataMigrations.ts`.
 */
export const STORED_DATA_VERSION = 2;
