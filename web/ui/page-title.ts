// The title of the page in tabs, history and bookmarks.
import { useEffect } from 'react';

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Ideascope' : `${title} · Ideascope`;
  }, [title]);
}
