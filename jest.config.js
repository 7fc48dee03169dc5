// Tests are compiled by tsc first (npm run compile-tests): jest runs plain ES modules and transforms nothing.
export default {
  roots: ['<rootDir>/build/test'],
  testMatch: ['**/*.test.js'],
  transform: {},
  testEnvironment: 'node',
  testTimeout: 60_000,
};
