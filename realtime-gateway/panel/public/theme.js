// Runs before the first paint, so that a chosen theme never flashes the other one. The key is the one of src/app/theme.ts.
try {
  const theme = localStorage.getItem('mc.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused in some private windows; the system's theme is then the right one.
}
