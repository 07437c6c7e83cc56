// Light, dark, or as the system has it: what a reader chose is known before the page is painted, so that nothing flashes.
// Without this script the site is as the system has it, and nothing is there to press.
(() => {
  const THEMES = ['system', 'light', 'dark'];
  const NAME = 'skein-theme';

  // Storage is not for everyone: without it a choice holds for the page.
  const chosen = () => {
    try {
      return Math.max(0, THEMES.indexOf(localStorage.getItem(NAME)));
    } catch {
      return 0;
    }
  };
  const keep = (theme) => {
    try {
      localStorage.setItem(NAME, THEMES[theme]);
    } catch {
      return;
    }
  };

  let theme = 0;
  const wear = (chosen) => {
    theme = chosen;
    document.documentElement.dataset.theme = THEMES[theme];
  };

  wear(chosen());
  addEventListener('DOMContentLoaded', () => {
    document.querySelector('button.theme')?.addEventListener('click', () => {
      wear((theme + 1) % THEMES.length);
      keep(theme);
    });
  });
  // In another tab, or before Back brought this page up again, it may have been chosen anew.
  addEventListener('storage', () => wear(chosen()));
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) wear(chosen());
  });
})();
