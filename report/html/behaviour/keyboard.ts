/** Keys, links into closed parts, and what is said to screen readers. */
export const KEYBOARD = `
const words = filters.elements.namedItem('words');

function announce(text) {
  document.getElementById('said').textContent = text;
}

function isTyping({ target }) {
  return target.closest('input, select, textarea') !== null;
}

function focusSearch(event) {
  event.preventDefault();
  words.focus();
  words.select();
}

function closeDetails(details) {
  details.open = false;
  details.querySelector('summary').focus();
}

function escape({ target }) {
  const details = target.closest('details[open]');
  if (filters.contains(target)) filters.reset();
  else if (details !== null) closeDetails(details);
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/' && !isTyping(event)) focusSearch(event);
  if (event.key === 'Escape') escape(event);
});

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (!target || !target.matches('[data-item]')) return;
  if (target.hidden) filters.reset();
  for (let each = target; each !== null; each = each.parentElement) if (each.matches('details')) each.open = true;
  target.querySelector('details').open = true;
  setTimeout(() => {
    target.scrollIntoView({ block: 'start' });
    target.querySelector('summary').focus({ preventScroll: true });
  });
}

addEventListener('hashchange', openTarget);
// Browsers take the focus away once more when they have scrolled to where a link leads.
addEventListener('load', () => requestAnimationFrame(() => setTimeout(openTarget)));
`;
