// The examples of README.md are true: each is sent to a service with the demo, and its answer compared; so is a profile page.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { Place, type Server, wholeService } from './processes.js';
import { checkProfilePage, PROFILE_SETTINGS } from './profile-page.js';
import { expectAnswer } from './readme-answers.js';
import { checkClientExamples } from './readme-client.js';
import { commandsOf, HOME, README } from './readme-commands.js';

const LIMIT_MS = 60_000;

/** Registers the examples against a service of its own with these settings. */
export function describeReadme(engine: string, settings: Readonly<Record<string, string>> = {}): void {
  describe(`README.md, ${engine}`, () => {
    let place: Place;
    let server: Server;

    beforeAll(async () => {
      place = await Place.open();
      server = await place.serve({ ...settings, ...PROFILE_SETTINGS, DEMO: '1' });
      await wholeService(server, LIMIT_MS);
    }, LIMIT_MS);
    afterAll(() => place.close());

    // in order: the commands that write come last, and what they change is put back
    test.each(commandsOf(README))('$text', async (command) => {
      await expectAnswer(command, server.url, PROFILE_SETTINGS.API_KEYS);
    });

    checkProfilePage(() => server.url);
    checkClientExamples(README, HOME, () => server.url);
  });
}
