/* Reviews as a file: out, and back in as a union. */

const FORMAT = 1;

const exportReviews = () => {
  const file = {
    format: 'dlexport-reviews', version: FORMAT, bank: root.dataset.bank, algorithm: FSRS.name,
    parameters: FSRS.parameters,
    devices: Object.fromEntries([...logs].sort().map(([name, records]) => [name, encode(records)])),
  };
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1) + '\n'], {type: 'application/json'}));
  link.download = `${root.dataset.bank}-reviews.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  set('exported', given());
};

/* How many records there are in all. */
const given = () => [...logs.values()].reduce((sum, records) => sum + records.length, 0);

/* Throws an error whose message is for the reader. Nothing is taken in unless all of it can be. */
const importReviews = text => {
  let file;
  try { file = JSON.parse(text); } catch { throw new Error(words.bad_file); }
  if (file?.bank === KEY && file.marks instanceof Object) {
    takeMarks(file.marks);
    return;
  }
  if (file?.format !== 'dlexport-reviews' || file.bank !== root.dataset.bank || !(file.devices instanceof Object)) {
    throw new Error(words.bad_file);
  }
  if (file.version !== FORMAT) throw new Error(words.newer_file);
  let read;
  try { read = Object.entries(file.devices).map(([name, log]) => [name, decode(log)]); } catch { throw new Error(words.bad_file); }
  if (read.some(([name]) => !/^[0-9a-z~]{1,200}$/.test(name))) throw new Error(words.bad_file);
  refresh();
  for (const [name, records] of read) unite(logs, name, records);
  save();
  replay();
};

for (const button of document.querySelectorAll('[data-do="export"]')) button.addEventListener('click', exportReviews);
ui('import').addEventListener('click', () => ui('file').click());
ui('file').addEventListener('change', async () => {
  const before = given();
  try {
    importReviews(await ui('file').files[0].text());
    mark();
    filter();
    ui('imported').textContent = fill(words.imported, {count: given() - before});
  } catch (error) {
    ui('imported').textContent = error.message;
  }
  ui('file').value = '';
});
