// Run Ace over many books in one Node.js process and one browser; the command line starts both anew for each book.
// Arguments: a folder for the reports, books. The report on BOOK.epub is BOOK/report.json in that folder.
'use strict';

const path = require('path');
const modules = path.join(__dirname, '../npm/node_modules/@daisy');
const ace = require(path.join(modules, 'ace-core'));
const runner = require(path.join(modules, 'ace-axe-runner-puppeteer'));

async function main(folder, books) {
  await runner.launch();
  const started = { ...runner, launch: async () => {}, close: async () => {} };
  try {
    for (const book of books) {
      const outdir = path.join(folder, path.parse(book).name);
      await ace(book, { cwd: process.cwd(), outdir, silent: true, initLogger: true, fileName: 'ace.log' }, started);
    }
  } finally {
    await runner.close();
  }
}

main(process.argv[2], process.argv.slice(3)).then(() => process.exit(0), error => {
  console.error(error);
  process.exit(1);
});
