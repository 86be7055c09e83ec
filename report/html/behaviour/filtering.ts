/** Search and filters: what does not match is hidden, and the number of what is left is said. */
export const FILTERING = `
const filters = document.getElementById('filters');
const shown = document.getElementById('shown');
const lists = [...document.querySelectorAll('#roles, #audit, #map')].map((section) => ({
  section,
  items: [...section.querySelectorAll('[data-item]')],
  rests: [...section.querySelectorAll('details.rest')].filter((rest) => rest.querySelector('[data-item]')),
}));
const WORDS = { roles: ['role', 'roles'], audit: ['entry of the audit', 'entries of the audit'], map: ['part of the map', 'parts of the map'] };
const ONLY_ROLES = ['status', 'direction', 'kind'];
const texts = new WeakMap();

function textOf(item) {
  if (!texts.has(item)) {
    const labels = [...item.querySelectorAll('[aria-label]')].map((each) => each.getAttribute('aria-label'));
    texts.set(item, [item.textContent, ...labels].join(' ').toLowerCase());
  }
  return texts.get(item);
}

function chosen() {
  const values = [...filters.elements].filter((element) => element.name && element.value.trim() !== '');
  return values.map((element) => [element.name, element.value.trim()]);
}

function hasValue(item, name, value) {
  if (name === 'words') return value.toLowerCase().split(/\\s+/).every((word) => textOf(item).includes(word));
  if (item.dataset.item === 'definition' && ONLY_ROLES.includes(name)) return true;
  return item.dataset[name].split(' ').includes(value);
}

function matches(item, choice) {
  return choice.every(([name, value]) => hasValue(item, name, value));
}

function setOpen(rest, isFiltered) {
  if (!isFiltered) {
    if (rest.dataset.openedByFilter) rest.open = false;
    delete rest.dataset.openedByFilter;
    rest.hidden = false;
    return;
  }
  rest.hidden = !rest.querySelector('[data-item]:not([hidden])');
  if (rest.open || rest.hidden) return;
  rest.open = true;
  rest.dataset.openedByFilter = 'true';
}

function filterList({ section, items, rests }, choice) {
  for (const item of items) item.hidden = !matches(item, choice);
  const left = items.filter((item) => !item.hidden).length;
  for (const rest of rests) setOpen(rest, choice.length > 0);
  section.querySelector('.none-shown').hidden = left > 0 || items.length === 0;
  return [left, items.length, WORDS[section.id][items.length === 1 ? 0 : 1]];
}

function applyFilters() {
  const choice = chosen();
  const counts = lists.map((list) => filterList(list, choice)).filter(([, all]) => all > 0);
  const told = counts.map(([left, all, word]) => (left === all ? all + ' ' + word : left + ' of ' + all + ' ' + word));
  shown.textContent = told.length === 0 ? '' : 'Shown: ' + told.join(', ') + '.';
}

let waiting;
filters.addEventListener('input', (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(applyFilters, event.target.name === 'words' ? 120 : 0);
});
filters.addEventListener('reset', () => setTimeout(applyFilters));
filters.addEventListener('submit', (event) => event.preventDefault());
applyFilters();
`;
