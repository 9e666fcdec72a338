/* Text size, day and night. */

const SIZES = [80, 90, 100, 115, 130, 150, 175];     /* per cent */

const look = () => {
  root.style.fontSize = settings.size === 100 ? '' : `${18 * settings.size / 100}px`;
  if (settings.theme) root.dataset.theme = settings.theme; else delete root.dataset.theme;
  ui('theme').value = settings.theme;
  ui('smaller').disabled = settings.size <= SIZES[0];
  ui('larger').disabled = settings.size >= SIZES.at(-1);
};
const resize = by => {
  const place = SIZES.findIndex(size => size >= settings.size);
  set('size', SIZES[between(0, place + by, SIZES.length - 1)]);
  look();
};

ui('smaller').addEventListener('click', () => resize(-1));
ui('larger').addEventListener('click', () => resize(1));
ui('theme').addEventListener('change', () => { set('theme', ui('theme').value); look(); });
