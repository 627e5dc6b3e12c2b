// The API over the built-in engine, each library in a folder of its own.
import { openBuiltinLibrary } from '../support/open-builtin.js';
import { checkAdmin } from './admin.js';
import { checkExports } from './exports.js';
import { fuzz } from './fuzz.js';
import { checkHostile } from './hostile.js';
import { checkProperties } from './properties.js';
import { checkRandomPromises } from './random-promises.js';
import { checkRandomWrites } from './random-writes.js';
import { runScenarios } from './run-scenarios.js';
import { checkVersions } from './versions.js';
import { checkWalks } from './walk.js';

runScenarios('built-in', openBuiltinLibrary);
checkProperties('built-in', openBuiltinLibrary);
checkRandomPromises('built-in', openBuiltinLibrary, { collections: 1, searches: 40 });
checkRandomWrites('built-in', openBuiltinLibrary, 120);
fuzz('built-in', openBuiltinLibrary);
checkHostile('built-in', openBuiltinLibrary);
checkVersions('built-in', openBuiltinLibrary);
checkWalks('built-in', openBuiltinLibrary);
checkExports('built-in', openBuiltinLibrary);
checkAdmin('built-in', openBuiltinLibrary);
