// Starts the interface in its page.
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { api, queries } from './api.js';
import { App } from './app.js';
import { ServiceContext } from './service-context.js';
import { ROOT_PATH } from './site-root.js';
import 'katex/dist/katex.min.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/search.css';
import './styles/results.css';
import './styles/facets.css';
import './styles/toolbar.css';
import './styles/works.css';
import './styles/formulas.css';
import './styles/cite.css';
import './styles/pages.css';
import './styles/profile.css';
import './styles/graph.css';
import './styles/graph-drawing.css';
import './styles/admin.css';
import './styles/admin-imports.css';

// its address is relative to the page that was loaded, and browsers read it again wherever the interface leads
const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
icon?.setAttribute('href', icon.href);

const place = document.getElementById('app');
if (!place) throw new Error('the page has no place for the interface');
createRoot(place).render(
  <QueryClientProvider client={queries}>
    <ServiceContext value={api}>
      <Router base={ROOT_PATH}>
        <App />
      </Router>
    </ServiceContext>
  </QueryClientProvider>,
);
