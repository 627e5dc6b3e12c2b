// The frame of every page: header, pages by address, footer.
import { lazy, Suspense, useEffect, useRef } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { InstitutionPage } from './pages/institution-page.js';
import { NotFoundPage } from './pages/not-found-page.js';
import { ProfilePage } from './pages/profile-page.js';
import { SearchPage } from './pages/search-page.js';
import { SourcePage } from './pages/source-page.js';
import { TopicPage } from './pages/topic-page.js';
import { WorkPage } from './pages/work-page.js';
import { Loading } from './ui/states.js';
import { ThemeButton } from './ui/theme-button.js';

// most visits need neither
const GraphPage = lazy(async () => ({ default: (await import('./pages/graph-page.js')).GraphPage }));
const AdminPage = lazy(async () => ({ default: (await import('./pages/admin-page.js')).AdminPage }));

export function App() {
  const main = useRef<HTMLElement>(null);
  useFocusOnPageChange(main);
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Skip to content
      </button>
      <header className="top">
        <Link href="/" className="brand">
          Ideascope
        </Link>
        <nav aria-label="Main" className="top-links">
          <Link href="/">Search</Link>
          <Link href="/graph">Graph</Link>
          <ThemeButton />
        </nav>
      </header>
      <main ref={main} tabIndex={-1}>
        <Suspense fallback={<Loading what="the page" />}>
          <Switch>
            <Route path="/" component={SearchPage} />
            <Route path="/work/*?">{(params) => <WorkPage id={idOf(params)} />}</Route>
            <Route path="/author/*?">{(params) => <ProfilePage id={idOf(params)} />}</Route>
            <Route path="/topic/*?">{(params) => <TopicPage id={idOf(params)} />}</Route>
            <Route path="/institution/*?">{(params) => <InstitutionPage id={idOf(params)} />}</Route>
            <Route path="/source/*?">{(params) => <SourcePage id={idOf(params)} />}</Route>
            <Route path="/graph" component={GraphPage} />
            <Route path="/admin" component={AdminPage} />
            <Route component={NotFoundPage} />
          </Switch>
        </Suspense>
      </main>
    </>
  );
}

/** The rest of the path, which is an id with whatever slashes it has; the router has decoded it. */
function idOf(params: { readonly '*'?: string | undefined }): string {
  return params['*'] ?? '';
}

/** Who uses a screen reader hears the new page begin, as after a load; the first page is announced by itself. */
function useFocusOnPageChange(main: { readonly current: HTMLElement | null }): void {
  const [path] = useLocation();
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path, main]);
}
