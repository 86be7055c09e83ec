/** The switch between light and dark, remembered where the browser lets a file remember. */
export const THEME = `
const root = document.documentElement;
root.classList.add('scripted');
const themeButton = document.getElementById('theme');
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

function rememberedTheme() {
  try { return localStorage.getItem('rolecall-theme'); } catch { return null; }
}

function rememberTheme(theme) {
  try { localStorage.setItem('rolecall-theme', theme); } catch {}
}

function isDark() {
  return root.dataset.theme === undefined ? systemIsDark.matches : root.dataset.theme === 'dark';
}

function showTheme() {
  themeButton.setAttribute('aria-pressed', String(isDark()));
}

if (['light', 'dark'].includes(rememberedTheme())) root.dataset.theme = rememberedTheme();
themeButton.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  rememberTheme(root.dataset.theme);
  showTheme();
});
systemIsDark.addEventListener('change', showTheme);
showTheme();
`;
