/* What the browser keeps: the logs in chunks, and the settings. All local files may share one store, so every key begins
   with the bank's id. What cannot be kept stays in memory, and the page says so. */

const KEY = `dlexport:${root.dataset.bank}`;     /* itself the key of the marks that pages before the log kept */
const LOG = `${KEY}:log:`;
const CHUNK = 2000;     /* records; only the last chunk of a log is ever written again */

let storage = null;
try { storage = window.localStorage; } catch { /* the browser forbids it: `write` says so */ }

const read = key => {
  try { return storage.getItem(key); } catch { return null; }
};
const write = (key, value) => {
  try {
    storage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
};
let damaged = false;     /* whether a log could not be read to its end */
const warn = kept => {
  ui('unkept').hidden = kept && !damaged;
  ui('unkept').textContent = kept ? damaged ? words.damaged : '' : storage ? words.full : words.unkept;
};

/* ---- settings: what this page does not know stays as it is ---- */

const settings = {size: 100, theme: '', limit: 20, points: true, swipes: false, selftest: false, exported: 0};
try { Object.assign(settings, JSON.parse(read(`${KEY}:settings`))); } catch { /* damaged: as if there were none */ }
const set = (name, value) => {
  settings[name] = value;
  write(`${KEY}:settings`, JSON.stringify(settings));
};

/* ---- logs: device -> records ---- */

const newName = () => [...crypto.getRandomValues(new Uint32Array(2))].map(part => part.toString(36)).join('');
const logs = new Map();
const stored = new Map();      /* device -> how many of its records the browser holds */
const chunks = new Map();      /* key -> its text as last seen */
let device = read(`${KEY}:device`) ?? newName();
const own = new Set([device]);     /* the logs that this page adds to */
const chunkKey = (name, chunk) => `${LOG}${name}:${chunk}`;

/* Takes in all that the browser holds. A log with a damaged or missing chunk is read as far as it goes, and left alone. */
const load = () => {
  const keys = new Map();
  for (const key of storage ? Object.keys(storage) : []) {
    if (!key.startsWith(LOG)) continue;
    const [name, chunk] = key.slice(LOG.length).split(':');
    if (!keys.has(name)) keys.set(name, new Set());
    keys.get(name).add(Number(chunk));
  }
  for (const [name, numbers] of keys) {
    const records = [];
    let whole = true;
    try {
      for (let chunk = 0; chunk < numbers.size; chunk++) {
        const text = read(chunkKey(name, chunk));
        chunks.set(chunkKey(name, chunk), text);
        if (text === null) throw new SyntaxError(name);
        decode(text, records);
      }
    } catch {
      whole = false;
      damaged = true;
    }
    if (!whole && name === device) own.add(device = newName());
    unite(logs, name, records);
    const ours = logs.get(name) ?? [];
    stored.set(name, !whole ? Infinity : records.every((record, i) => same(record, ours[i])) ? records.length : 0);
  }
};

/* Writes what the browser does not hold yet; false if it does not take it. */
const save = () => {
  let kept = true;
  for (const [name, records] of logs) {
    for (let chunk = Math.floor((stored.get(name) ?? 0) / CHUNK); (stored.get(name) ?? 0) < records.length; chunk++) {
      const key = chunkKey(name, chunk), text = encode(records.slice(chunk * CHUNK, (chunk + 1) * CHUNK));
      if (!write(key, text)) { kept = false; break; }
      chunks.set(key, text);
      stored.set(name, Math.min(records.length, (chunk + 1) * CHUNK));
    }
  }
  kept = write(`${KEY}:device`, device) && kept;
  warn(kept);
  return kept;
};

/* Takes in what another tab has written, and writes again what another page has emptied; false if there was nothing. */
const refresh = () => {
  const last = Math.floor(Math.max(0, (logs.get(device)?.length ?? 0) - 1) / CHUNK);
  const seen = [last, last + 1].map(chunk => chunkKey(device, chunk));
  if (seen.every(key => (read(key) ?? '') === (chunks.get(key) ?? ''))) return false;
  takeIn();
  return true;
};
const takeIn = () => {
  stored.clear();
  chunks.clear();
  load();
  save();
};

/* Adds a record. One that cannot be kept begins a log of its own: should it be lost with this page, no later record
   takes its place. */
const append = record => {
  const log = logs.get(device) ?? [];
  record.time = Math.max(record.time, log.at(-1)?.time ?? 0);
  logs.set(device, [...log, record]);
  if (!save() && (stored.get(device) ?? 0) > 0) {
    logs.set(device, log);
    own.add(device = newName());
    logs.set(device, [record]);
    save();
  }
};
