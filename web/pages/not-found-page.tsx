// What an address that leads nowhere shows.
import { Link } from 'wouter';
import { usePageTitle } from '../ui/page-title.js';

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <section className="state">
      <h1>There is no such page</h1>
      <p>
        The address may be incomplete. <Link href="/">Search for what you were looking for</Link>.
      </p>
    </section>
  );
}
