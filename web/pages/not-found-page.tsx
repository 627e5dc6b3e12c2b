// What an address that leads nowhere shows.
import { Link } from 'wouter';
import { usePageTitle } from '../ui/page-title.js';

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <section className="state">
      <h1>There is no such page</h1>
      <p>The address may be incomplete, or the page may have moved.</p>
      <p className="row">
        <Link href="/" className="button main">
          Search
        </Link>
        <Link href="/graph" className="button">
          Explore the graph
        </Link>
      </p>
    </section>
  );
}
