// Jest runs the compiled tests in dist/, so that worker threads and native modules see plain JavaScript.
export default {
  rootDir: '.',
  roots: ['<rootDir>/dist/test'],
  testMatch: ['**/*.test.js'],
  modulePathIgnorePatterns: ['<rootDir>/node_modules/.cache'],
  transform: {},
  // starts nothing by itself: the first test that needs Elasticsearch or the demo does
  globalSetup: '<rootDir>/dist/test/support/global-setup.js',
  globalTeardown: '<rootDir>/dist/test/support/global-teardown.js',
  setupFilesAfterEnv: ['<rootDir>/dist/test/support/retry-once.js'],
  testTimeout: 30000,
  // many tests wait, for nodes and for children
  maxWorkers: 2,
};
