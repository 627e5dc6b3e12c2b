// Light or dark: as the system says, until somebody chooses.
import { useState } from 'react';

const KEY = 'ideascope-theme';
const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const NAMES: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };
const SIGNS: Readonly<Record<Theme, string>> = { system: '◐', light: '☀', dark: '☾' };

/** Storage may be forbidden; then the choice lasts as long as the page. */
function stored(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // see above
  }
}

apply(stored());

export function ThemeButton() {
  const [theme, setTheme] = useState(stored);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  const change = () => {
    apply(next);
    setTheme(next);
  };
  return (
    <button type="button" className="icon-button" onClick={change} title={`Colours: ${NAMES[theme]}`}>
      <span aria-hidden="true">{SIGNS[theme]}</span>
      <span className="unseen">{`Colours: ${NAMES[theme]}; change to ${NAMES[next]}`}</span>
    </button>
  );
}
