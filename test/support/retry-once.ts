// Tests of real processes and of a real browser get a second try: their time belongs to the machine, too. The first failure
// is printed all the same.
import { expect, jest } from '@jest/globals';

if (/\/test\/(?:e2e|web)\//.test(expect.getState().testPath ?? '')) jest.retryTimes(1, { logErrorsBeforeRetry: true });
