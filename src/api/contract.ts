// Every route once: method, path, what it takes, what it answers. Validation, routing and the index page derive from it.
import { ABOUT_ROUTES, INDEX_ROUTE } from './contract/about.js';
import { ADMIN_ROUTES } from './contract/admin.js';
import { AUTOCOMPLETE_ROUTES } from './contract/autocomplete.js';
import { ENTITY_ROUTES } from './contract/entities.js';
import { PEOPLE_ROUTES } from './contract/people.js';
import { SEARCH_ROUTES } from './contract/search.js';
import { TOPIC_ROUTES } from './contract/topics.js';
import { WORK_ROUTES } from './contract/works.js';
import { WORK_WRITES } from './contract/write-works.js';
import type { Handler, Route } from './route.js';

export const ROUTES = {
  ...INDEX_ROUTE,
  ...WORK_ROUTES,
  ...WORK_WRITES,
  ...PEOPLE_ROUTES,
  ...TOPIC_ROUTES,
  ...ENTITY_ROUTES,
  ...AUTOCOMPLETE_ROUTES,
  ...SEARCH_ROUTES,
  ...ABOUT_ROUTES,
  ...ADMIN_ROUTES,
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof ROUTES;

/** One handler per route, by its name. */
export type Handlers = { readonly [N in RouteName]: Handler<(typeof ROUTES)[N]> };
