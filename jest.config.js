// Jest runs the compiled tests in dist/, so that worker threads and native modules see plain JavaScript.
export default {
  rootDir: '.',
  roots: ['<rootDir>/dist/test'],
  testMatch: ['**/*.test.js'],
  modulePathIgnorePatterns: ['<rootDir>/node_modules/.cache'],
  transform: {},
  testTimeout: 30000,
};
