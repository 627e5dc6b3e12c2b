// The frame of every page: header, pages by address, footer.
import { lazy, Suspense, useEffect, useRef } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { idInPath } from './hrefs.js';
import { InstitutionPage } from './pages/institution-page.js';
import { NotFoundPage } from './pages/not-found-page.js';
import { ProfilePage } from './pages/profile-page.js';
import { SearchPage } from './pages/search-page.js';
import { SourcePage } from './pages/source-page.js';
import { TopicPage } from './pages/topic-page.js';
import { WorkPage } from './pages/work-page.js';
import { ROOT_PATH } from './site-root.js';
import { KeyGate } from './ui/key-gate.js';
import { Loading } from './ui/states.js';
import { ThemeButton } from './ui/theme-button.js';

// most visits need neither
const GraphPage = lazy(async () => ({ default: (await import('./pages/graph-page.js')).GraphPage }));
const AdminPage = lazy(async () => ({ default: (await import('./pages/admin-page.js')).AdminPage }));

export function App() {
  const [path] = useLocation();
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
        <KeyGate open={path === '/admin'}>
          <Suspense fallback={<Loading what="the page" />}>
            <Switch>
              <Route path="/" component={SearchPage} />
              <Route path="/work/*?">{() => <WorkPage id={idHere()} />}</Route>
              <Route path="/author/*?">{() => <ProfilePage id={idHere()} />}</Route>
              <Route path="/topic/*?">{() => <TopicPage id={idHere()} />}</Route>
              <Route path="/institution/*?">{() => <InstitutionPage id={idHere()} />}</Route>
              <Route path="/source/*?">{() => <SourcePage id={idHere()} />}</Route>
              <Route path="/graph" component={GraphPage} />
              <Route path="/admin" component={AdminPage} />
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </KeyGate>
      </main>
    </>
  );
}

/** The router tells that the path has changed; what it makes of ids is not what they are. */
function idHere(): string {
  return idInPath(window.location.pathname, ROOT_PATH);
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
