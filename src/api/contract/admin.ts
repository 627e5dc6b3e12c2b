// The route for those who run the service: its state, behind a key.
import { adminAnswer } from '../answers/admin.js';
import type { Route } from '../route.js';
import { nothing } from './shared.js';

export const ADMIN_ROUTES = {
  adminStatus: {
    method: 'GET',
    path: '/admin/status',
    summary: 'The index, embedding and its failures, and the last imports. Takes a key.',
    example: '/admin/status',
    query: nothing,
    response: adminAnswer,
    guarded: true,
    fleeting: true,
  },
} as const satisfies Readonly<Record<string, Route>>;
